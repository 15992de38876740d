package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpServer;

/** A little site whose pages are no WhatsApp: enough for what concerns windows, lanes and processes. */
final class TestSite implements AutoCloseable {

    private final HttpServer server;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> visits = new CopyOnWriteArrayList<>();
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
        // The same, but only the first time.
        page("/hang-once", "<script>if (!localStorage.seen) { localStorage.seen = 1; setTimeout(() => { for (;;) { } }, 1500) }"
                + "</script>");
        // Takes memory until there is none.
        page("/hungry", "<script>setTimeout(() => { const all = []; for (;;) all.push(Array(1e5).fill(all.length)) }, 1500)"
                + "</script>");
        // Busy for longer than a page counts as listening, then itself again.
        page("/busy",
                "<script>setTimeout(() => { for (const end = Date.now() + 20000; Date.now() < end;) { } }, 1500)</script>");
        page("/reload",
                "<script>if (!sessionStorage.seen) { sessionStorage.seen = 1; setTimeout(() => location.reload(), 1500) }</script>");
        page("/passkeys", """
                <script>
                const say = words => fetch('/said', { method: 'POST', body: words })
                const ask = options => navigator.credentials.get(options).then(credential => credential, error => error.name)
                const demand = more => ({ challenge: new Uint8Array([251, 255]), rpId: 'localhost', ...more })
                async function tell() {
                  const form = new AbortController()
                  setTimeout(() => form.abort(), 300)
                  await say('form ' + await ask({ mediation: 'conditional', signal: form.signal, publicKey: demand() }))
                  await say('elsewhere ' + await ask({ publicKey: demand({ rpId: 'example.org' }) }))
                  await say('aborted ' + await ask({ signal: AbortSignal.abort(), publicKey: demand() }))
                  await say('late ' + await ask({ publicKey: demand({ timeout: 400 }) }))
                  const left = new AbortController()
                  setTimeout(() => left.abort(), 400)
                  await say('left ' + await ask({ signal: left.signal, publicKey: demand() }))
                  const first = ask({ publicKey: demand() })
                  const second = ask({ publicKey: demand({ timeout: 2 ** 32 - 1, allowCredentials: [{ type: 'public-key',
                    id: new Uint8Array([1, 2]).buffer }], extensions: { prf: { eval: { first: new Uint8Array([3]) } } } }) })
                  await say('first ' + await first)
                  const credential = await second
                  const response = credential.response
                  await say('credential ' + [credential instanceof PublicKeyCredential, String(credential), credential.id,
                    new Uint8Array(credential.rawId), credential.type, credential.authenticatorAttachment,
                    JSON.stringify(credential.getClientExtensionResults()), Object.keys(credential).length,
                    response instanceof AuthenticatorAssertionResponse, new Uint8Array(response.clientDataJSON),
                    new Uint8Array(response.authenticatorData), new Uint8Array(response.signature), response.userHandle]
                    .join(' '))
                  await say('json ' + JSON.stringify(credential))
                }
                setTimeout(tell, 500)
                </script>""");
        server.createContext("/said", exchange -> {
            said.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        page("/wanderer", wanderer());
        server.createContext("/away", exchange -> {
            visits.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("away".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.createContext("/to-away", exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere() + "/away?redirect");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=" + download() + ".bin");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        });
        // Complains in every way a page can, with secrets in all of it.
        page("/noisy", """
                <script>
                console.warn('shown 2@abcDEF+/123,abc=,def=,ghi= to nobody')
                console.log('state is CONNECTED')
                fetch('/missing?token=rahasia-1').catch(() => 0)
                fetch('http://localhost:1/closed?token=rahasia-2').catch(() => 0)
                new WebSocket('ws://localhost:1/socket?auth=rahasia-3')
                setTimeout(() => { throw new Error('broke with password=rahasia-4') })
                </script>""");
        page("/frame", "<iframe src='/'></iframe>");
        page("/frame-missing", "<iframe src='/missing'></iframe>");
        page("/leaves", "<script>setTimeout(() => { location = '/missing?token=rahasia' }, 1500)</script>");
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere() + "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/missing", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/late")) {
                // Longer than the lane waits for it.
                LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
            }
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

    /** What the page of {@code /passkeys} got for its requests. */
    List<String> said() {
        return said;
    }

    /** What was asked of it as of another origin. */
    List<String> visits() {
        return visits;
    }

    /** The first part of the names of the files that {@code /wanderer} tries to leave on this machine. */
    String download() {
        return "pindai-wanderer-" + server.getAddress().getPort();
    }

    private String elsewhere() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Tries to get away in every way, to leave files behind and to be permitted things, and says how it went. */
    private String wanderer() {
        return """
                <script>
                const away = '%s/away'
                const say = words => fetch('/said', { method: 'POST', body: words })
                const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
                const add = (tag, more) => document.body.appendChild(Object.assign(document.createElement(tag), more))
                const ways = {
                  link: () => add('a', { href: away + '?link' }).click(),
                  location: () => { location.href = away + '?location' },
                  replace: () => location.replace(away + '?replace'),
                  redirect: () => { location.href = '/to-away' },
                  form: () => add('form', { action: away + '?form', method: 'post' }).submit(),
                  frame: () => add('iframe', { srcdoc: `<script>top.location = '${away}?frame'</` + 'script>' }),
                  download: () => add('a', { href: URL.createObjectURL(new Blob(['x'])), download: '%s.txt' }).click(),
                  attachment: () => { location.href = '/file' }
                }
                const rights = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi',
                  'accelerometer', 'local-fonts', 'window-management', 'idle-detection', 'payment-handler',
                  'local-network-access', 'captured-surface-control']
                async function wander() {
                  await pause(1000)
                  for (const way in ways) {
                    ways[way]()
                    await pause(1500)
                    await say(way)
                  }
                  const other = window.open(away + '?window')
                  for (let i = 0; i < 300 && other && !other.closed; i++) await pause(100)
                  await say('window ' + (!other || other.closed))
                  const states = await Promise.all(rights.map(async name => name + '=' + (await navigator.permissions.query({ name })).state))
                  states.push('Notification=' + Notification.permission)
                  states.push('position=' + await new Promise(resolve => navigator.geolocation.getCurrentPosition(
                    () => resolve('granted'), error => resolve(error.code === 1 ? 'denied' : 'unknown'))))
                  await say('rights ' + states.join(' '))
                }
                wander()
                </script>"""
                .formatted(elsewhere(), download());
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
