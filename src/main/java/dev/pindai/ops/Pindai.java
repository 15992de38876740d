package dev.pindai.ops;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts the service, unless it has no database: then one sentence says what to set, instead of a page of stack trace. A native
 * executable leaves that to Quarkus.
 */
@QuarkusMain
public class Pindai {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final int BAD_CONFIGURATION = 78;

    public static void main(String... args) {
        // In a native executable this would be the configuration of its build: Quarkus reads that of the run later.
        if (ImageMode.current() == ImageMode.JVM && ConfigProvider.getConfig().getOptionalValue(URL, String.class).isEmpty()) {
            // There is no log yet: Quarkus sets it up with everything else.
            System.err.println("No database is configured. Set " + URL + " (or QUARKUS_DATASOURCE_JDBC_URL) to a PostgreSQL,"
                    + " such as jdbc:postgresql://localhost:5432/pindai, with its username and password beside it;"
                    + " for development start bin/dev, which brings one.");
            System.exit(BAD_CONFIGURATION);
        }
        Quarkus.run(args);
    }
}
