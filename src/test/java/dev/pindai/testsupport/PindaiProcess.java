package dev.pindai.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** The packaged application as an operator runs it: a process with settings, on ports that stay the same over restarts. */
public final class PindaiProcess implements AutoCloseable {

    public static final String KEY = "key-of-the-packaged-application";
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    /** What the build has made: a jar to be run by Java, or a native executable. */
    private static final Path ARTIFACT = Path.of("target", "quarkus-artifact.properties");

    private final Path home;
    private final String jdbcUrl;
    private final List<String> settings;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private Process process;

    /**
     * @param home its working directory; its data directory is below it
     * @param settings further ones, as {@code key=value}
     */
    public PindaiProcess(Path home, String jdbcUrl, String... settings) {
        this.home = home;
        this.jdbcUrl = jdbcUrl;
        this.settings = new ArrayList<>(
                List.of("quarkus.http.port=" + port,
                        "quarkus.management.port=" + managementPort,
                        "pindai.security.admin-key=" + KEY, "pindai.data-dir=" + home.resolve("data")));
        this.settings.addAll(List.of(settings));
    }

    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Where it and its browsers keep their temporary files. Not below its home: the path of a socket must be short. */
    public Path temp() {
        return Path.of(System.getProperty("java.io.tmpdir"), "pi-" + port);
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param options of the JVM, if it runs in one
     */
    public void start(String... options) throws IOException {
        var executable = executable();
        var command = new ArrayList<>(List.of(executable
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java")).toString()));
        command.addAll(List.of(options));
        settings.forEach(setting -> command.add("-D" + setting));
        command.add("-Djava.io.tmpdir=" + temp());
        if (executable.isEmpty()) {
            command.addAll(List.of("-jar", JAR.toString()));
        }
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("pindai.log").toFile()));
        // Where containers have it, and where a native executable must not take what it was built with.
        builder.environment().putAll(Map.of("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl, "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres"));
        // What it and its browsers leave in there is theirs alone.
        builder.environment().put("TMPDIR", Files.createDirectories(temp()).toString());
        process = builder.start();
        Awaitility.await("the application to be ready").atMost(Duration.ofSeconds(120)).until(this::ready);
    }

    private static Optional<Path> executable() throws IOException {
        var made = new Properties();
        try (var in = Files.newInputStream(ARTIFACT)) {
            made.load(in);
        }
        return made.getProperty("type").equals("native")
                ? Optional.of(Path.of("target").resolve(made.getProperty("path")).toAbsolutePath())
                : Optional.empty();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        terminate();
        return end();
    }

    /** SIGTERM, without waiting for what comes of it. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end; the exit code. */
    public int awaitEnd() throws InterruptedException {
        return end();
    }

    /** It, and all the processes below it: drivers and browsers. */
    public List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        end();
    }

    private int end() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The application did not end within a minute");
        }
        return process.exitValue();
    }

    private boolean ready() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "The application ended with " + process.exitValue() + ": see " + home.resolve("pindai.log"));
        }
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Nobody listens yet, or the answer takes long: it is alive, so it is asked again.
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
        if (Files.exists(temp())) {
            org.assertj.core.util.Files.delete(temp().toFile());
        }
    }
}
