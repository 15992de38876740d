package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/** A little site whose pages are no WhatsApp: enough for what concerns windows, lanes and processes. */
final class TestSite implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger spinning = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TestSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        page("/", "<p>quiet</p>");
        // Begins to spin a second after it said that it is there, and says so.
        page("/hang", "<script>setTimeout(() => { const last = new XMLHttpRequest(); last.open('GET', '/spins', false); "
                + "last.send(); for (;;) { } }, 1500)</script>");
        server.createContext("/spins", exchange -> {
            spinning.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        // Busy for longer than a page counts as listening, then itself again.
        page("/busy",
                "<script>setTimeout(() => { for (const end = Date.now() + 8000; Date.now() < end;) { } }, 1500)</script>");
        page("/reload",
                "<script>if (!sessionStorage.seen) { sessionStorage.seen = 1; setTimeout(() => location.reload(), 1500) }</script>");
        page("/passkey", "<script>setTimeout(() => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } })"
                + ".catch(() => 0), 500)</script>");
        // Complains in every way a page can, with secrets in all of it.
        page("/noisy", """
                <script>
                console.warn('shown 2@abcDEF+/123,abc=,def=,ghi= to nobody')
                console.log('state is CONNECTED')
                fetch('/missing?token=rahasia-1').catch(() => 0)
                fetch('http://localhost:1/closed?token=rahasia-2').catch(() => 0)
                new WebSocket('ws://localhost:1/socket?auth=rahasia-3')
                setTimeout(() => { throw new Error('broke with password=rahasia-4') })
                for (let line = 0; line < 300; line++) { setTimeout(() => console.log('line ' + line), 1500) }
                </script>""");
        page("/frame", "<iframe src='/'></iframe>");
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, 2);
            exchange.getResponseBody().write(new byte[] { 'n', 'o' });
            exchange.close();
        });
        server.start();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** How many pages of {@code /hang} have begun to spin. */
    int spinning() {
        return spinning.get();
    }

    private void page(String path, String body) {
        byte[] bytes = ("<!doctype html><title>" + path + "</title>" + body).getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
