package dev.pindai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts the service without a database learns in one sentence what to set. */
class NoDatabaseTest {

    @TempDir
    Path anywhere;

    @Test
    void saysWhichKeyToSet() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Pindai.class.getName()).directory(anywhere.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = builder.redirectErrorStream(true).redirectOutput(anywhere.resolve("output").toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(78);
            assertThat(anywhere.resolve("output")).content().contains("quarkus.datasource.jdbc.url", "bin/dev")
                    .doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }
}
