package dev.pindai.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Gives each start of the application under test a fresh database on a real PostgreSQL. One server per test JVM, with a
 * data directory of its own below {@code target}; it ends with the JVM, however that ends. The annotation makes it serve
 * every {@code @QuarkusTest}.
 */
@QuarkusTestResource(TestDatabase.class)
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Quarkus loads this class anew for each profile; a system property is the one place that outlives it. */
    private static final String URL = "dev.pindai.testsupport.jdbc-url";
    private static final Path HOME = Path.of("target", "embedded-postgres").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.datasource.jdbc.url", freshDatabase(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    @Override
    public void stop() {
        // The server stays for the next profile's tests and ends with this JVM.
    }

    /** JDBC URL (user included) of a new, empty database; for tests that start the application as a process. */
    public static String freshDatabase() {
        var name = "pindai_" + UUID.randomUUID().toString().replace('-', '_');
        var server = server();
        try (var connection = DriverManager.getConnection(server); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No fresh database for the tests", e);
        }
        return server.replace("/postgres?", "/" + name + "?");
    }

    private static String server() {
        synchronized (System.class) {
            var running = System.getProperty(URL);
            if (running == null) {
                running = launch();
                System.setProperty(URL, running);
            }
            return running;
        }
    }

    private static String launch() {
        var data = HOME.resolve("data-" + ProcessHandle.current().pid());
        var log = HOME.resolve(data.getFileName() + ".server.log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Files.createDirectories(HOME);
            var builder = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", PostgresServer.class.getName(),
                    HOME.resolve("binaries").toString(), data.toString(), PostgresServer.DISCARD);
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            // Standard input stays an open pipe as long as this JVM lives: its end stops the server.
            var process = builder.redirectError(log.toFile()).start();
            return firstLine(process.inputReader(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(BufferedReader output, Path log) throws IOException {
        try {
            var line = CompletableFuture.supplyAsync(() -> output.lines().findFirst().orElse(""), Thread::startVirtualThread)
                    .get(90, TimeUnit.SECONDS);
            if (line.startsWith("jdbc:")) {
                return line;
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The test database did not start: see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("The test database did not start: " + Files.readString(log));
    }
}
