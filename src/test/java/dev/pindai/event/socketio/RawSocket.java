package dev.pindai.event.socketio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket to {@code /socket.io/}, packet by packet. */
final class RawSocket implements AutoCloseable, WebSocket.Listener {

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /**
     * @param sid of the connection to upgrade, or null for one of its own
     * @param headers names and values
     */
    RawSocket(URI base, String sid, String... headers) {
        var builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://" + base.getAuthority() + "/socket.io/?EIO=4&transport=websocket"
                + (sid == null ? "" : "&sid=" + sid)), this).join();
    }

    /** The HTTP status with which such a socket is refused; 101 if it is not. */
    static int status(URI base, String sid, String... headers) {
        try (var socket = new RawSocket(base, sid, headers)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void say(String packet) {
        socket.sendText(packet, true).join();
    }

    /** The next packet but for pings, which are answered. */
    String next() throws InterruptedException {
        var packet = packets.poll(30, TimeUnit.SECONDS);
        if ("2".equals(packet)) {
            say("3");
            return next();
        }
        return packet;
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** The code that it was closed with. */
    int closedWith() {
        return closed.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            packets.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        http.close();
    }
}
