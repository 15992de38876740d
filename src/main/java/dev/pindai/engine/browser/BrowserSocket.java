package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks a running browser for another window, as starting the program again on the same user data directory would: the second
 * one hands its command line over to the first on this socket and ends. Without that second program a window comes in less
 * than half the time.
 *
 * @param directory the browser's user data directory
 */
record BrowserSocket(Path directory) {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String TAKEN = "ACK";

    /**
     * Has the browser open a window on this profile. Waits until the browser is there to take it, not for the window.
     *
     * @param profile name of its directory
     * @param alive whether the browser still starts or runs
     * @throws IOException if the browser does not take it
     * @throws TimeoutException if it does not come up or says nothing
     */
    void open(String profile, String url, BooleanSupplier alive, Duration deadline) throws IOException, TimeoutException {
        // The first word would be the program's name; nobody reads it.
        String answer = ask(socket(alive, System.nanoTime() + deadline.toNanos()), alive,
                List.of("chromium", "--profile-directory=" + profile, "--no-first-run", "--app=" + url));
        if (!answer.equals(TAKEN)) {
            throw new IOException("The browser took no request for a window; it said \"" + answer + "\"");
        }
    }

    private Path socket(BooleanSupplier alive, long end) throws IOException, TimeoutException {
        Path link = directory.resolve("SingletonSocket");
        while (System.nanoTime() < end && alive.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            if (Files.exists(link)) {
                // The link's own path may be longer than a socket's may.
                return Files.readSymbolicLink(link);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new TimeoutException("The browser did not come up");
    }

    /** The browser's word; empty if it has none. */
    private static String ask(Path socket, BooleanSupplier alive, List<String> command) throws IOException, TimeoutException {
        String message = "START\0" + Path.of("").toAbsolutePath() + "\0" + String.join("\0", command);
        long end = System.nanoTime() + ANSWER.toNanos();
        try (SocketChannel channel = connected(socket, alive, end)) {
            channel.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            // A socket of this kind knows no deadline of its own.
            channel.configureBlocking(false);
            ByteBuffer answer = ByteBuffer.allocate(64);
            while (answer.position() < TAKEN.length() && channel.read(answer) >= 0) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("The browser did not answer a request for a window");
                }
                LockSupport.parkNanos(POLL.toNanos() / 5);
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    /** A browser that starts lets only a few wait at its door: the others are turned away and knock again. */
    private static SocketChannel connected(Path socket, BooleanSupplier alive, long end) throws IOException, TimeoutException {
        while (alive.getAsBoolean()) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (SocketException e) {
                channel.close();
                if (System.nanoTime() > end) {
                    throw new TimeoutException("The browser takes no request for a window: " + e.getMessage());
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new IOException("The browser ended");
    }
}
