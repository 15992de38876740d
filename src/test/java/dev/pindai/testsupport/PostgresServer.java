package dev.pindai.testsupport;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL that lives as long as the one who started it: a small program that runs the server as its child, says its
 * JDBC URL in one line and stops it when its own standard input ends. That end comes even when the starter is killed, so
 * that no server outlives a test run or {@code bin/dev}. It is a program of its own, not a bean, so that hot reload
 * and the class loaders of tests don't touch it.
 */
final class PostgresServer {

    static final String DISCARD = "discard";
    static final String KEEP = "keep";

    private PostgresServer() {
    }

    /**
     * @param args where to unpack the server's binaries; the data directory; {@link #KEEP} for a durable one that is there
     *        again next time, {@link #DISCARD} for a fast one that is removed at the end; its port, or none for any
     */
    public static void main(String[] args) throws IOException {
        var binaries = Path.of(args[0]).toAbsolutePath();
        var data = Path.of(args[1]).toAbsolutePath();
        var keep = args[2].equals(KEEP);
        Files.createDirectories(data.getParent());
        try (var lock = FileChannel.open(Path.of(data + ".lock"), CREATE, WRITE)) {
            if (lock.tryLock() == null) {
                throw new IllegalStateException("Another program serves " + data + ", such as another bin/dev: end it first");
            }
            PostmasterPid.of(data).settle();
            serve(binaries, data, keep, args.length > 3 ? Integer.parseInt(args[3]) : 0);
        }
    }

    private static void serve(Path binaries, Path data, boolean keep, int port) throws IOException {
        try (var postgres = start(binaries, data, keep, port)) {
            System.out.println(postgres.getJdbcUrl("postgres", "postgres"));
            System.out.flush();
            while (System.in.read() >= 0) {
                // only the end of the input means something
            }
        }
    }

    private static EmbeddedPostgres start(Path binaries, Path data, boolean keep, int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setPort(port)
                .setCleanDataDirectory(!keep)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(new File(data + ".log")))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(new File(data + ".log")))
                // The same order and case rules on every machine, whatever its locale.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                // Its lock in /tmp would outlive a kill; everybody comes over TCP.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("max_connections", "60");
        // The library always starts the server with -F (fsync off); what comes later on its command line wins.
        for (var durability : new String[] { "fsync", "synchronous_commit", "full_page_writes" }) {
            builder.setServerConfig(durability, keep ? "on" : "off");
        }
        return builder.start();
    }
}
