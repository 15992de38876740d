package dev.pindai.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection on which a test says what it likes, as slowly as it likes. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    public RawConnection(String host, int port) throws IOException {
        this(host, port, null);
    }

    /** @param from the address to come from, or null for the usual one */
    public RawConnection(String host, int port, String from) throws IOException {
        if (from != null) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        }
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Sends pieces one after the other, until there are no more or the other side has gone. */
    public RawConnection trickle(String piece, int times, long everyMillis) {
        var sent = new AtomicInteger();
        pace.scheduleAtFixedRate(() -> {
            try {
                if (sent.incrementAndGet() > times) {
                    pace.shutdown();
                } else {
                    send(piece);
                }
            } catch (IOException gone) {
                pace.shutdownNow();
            }
        }, 0, everyMillis, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Reads until all of this text has come, or the connection has ended; what has come. */
    public String readUntil(String end) throws IOException {
        var got = new ByteArrayOutputStream();
        while (!got.toString(StandardCharsets.UTF_8).contains(end)) {
            var one = socket.getInputStream().read();
            if (one < 0) {
                break;
            }
            got.write(one);
        }
        return got.toString(StandardCharsets.UTF_8);
    }

    /** Waits until the other side ends the connection; what it said before. */
    public String readToEnd() throws IOException {
        var got = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(got);
        } catch (SocketException reset) {
            // Ended all the same: by whoever had unread bytes of ours.
        }
        return got.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        pace.shutdownNow();
        socket.close();
    }
}
