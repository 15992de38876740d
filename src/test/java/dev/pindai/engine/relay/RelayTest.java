package dev.pindai.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import dev.pindai.engine.PageProxy;
import dev.pindai.engine.PageProxy.Scheme;
import dev.pindai.testsupport.Ports;
import dev.pindai.testsupport.TestProxies;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.sun.net.httpserver.HttpServer;

/** The relay between a client that knows no login and real proxies that ask for one. */
@Timeout(180)
class RelayTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Where the time-out itself is waited for. */
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int BIG = 8_000_000;
    private static final Optional<List<String>> HERE = Optional.of(List.of("127.0.0.0/8", "::1"));

    private static TestProxies proxies;
    private static HttpServer site;
    private static final AtomicLong sent = new AtomicLong();

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private Relays relays;
    private Relay relay;

    @BeforeAll
    static void startProxies() throws IOException {
        proxies = new TestProxies();
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] posted = exchange.getRequestBody().readAllBytes();
            byte[] answer = exchange.getRequestURI().getPath().equals("/big") ? new byte[BIG]
                    : (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + posted.length + " "
                            + exchange.getRequestHeaders().containsKey("Proxy-Authorization"))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        site.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte[] some = new byte[100_000]; sent.get() < 2_000_000_000; sent.addAndGet(some.length)) {
                    out.write(some);
                }
            }
        });
        site.setExecutor(Thread::startVirtualThread);
        site.start();
    }

    @AfterAll
    static void stopProxies() {
        site.stop(0);
        proxies.close();
    }

    @BeforeEach
    void forget() {
        proxies.forget();
    }

    @AfterEach
    void close() {
        if (relay != null) {
            relay.close();
        }
        if (relays != null) {
            relays.close();
        }
        workers.shutdownNow();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("relay-of-the-test"))
                .noneMatch(thread -> thread.getName().startsWith("pindai-names-")));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void carriesTunnelsAndPlainRequestsWithTheLogin(Scheme scheme) throws IOException {
        open(proxies.proxy(scheme, TestProxies.PASSWORD));

        try (Socket tunnel = tunnel("site.known-to-the-proxy")) {
            assertThat(RawHttp.get(tunnel, "/in-a-tunnel?a=b")).contains("200 OK").endsWith("GET /in-a-tunnel?a=b 0 false");
        }
        assertThat(plain("GET", "/plain?a=%7C", 0)).contains("200 OK").containsIgnoringCase("connection: close")
                .endsWith("GET /plain?a=%7C 0 false");
        assertThat(plain("POST", "/", 300_000)).endsWith("POST / 300000 false");
        assertThat(plain("GET", "/big", 0).length()).isGreaterThan(BIG);

        assertThat(proxies.asked(scheme.name().toLowerCase())).isNotEmpty().allSatisfy(asked -> {
            // By name: nobody but the proxy can resolve it.
            assertThat(asked.host()).isEqualTo("site.known-to-the-proxy");
            assertThat(asked.login()).isTrue();
        });
        assertThat(relay.trouble()).isEmpty();
        assertThat(troubles).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aWrongPasswordIsToldAndNeverRepeated(Scheme scheme) throws IOException {
        open(proxies.proxy(scheme, "wrong-pass-word"));

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502").doesNotContain("wrong-pass-word");
        assertThat(plain("GET", "/", 0)).startsWith("HTTP/1.1 502");

        assertThat(troubles).hasSize(2)
                .allMatch(told -> told.equals("The proxy " + proxies.server(scheme) + " refused the login"));
        assertThat(relay.trouble()).contains(troubles.getFirst());
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aLoginThatIsMissingIsToldSo(Scheme scheme) throws IOException {
        open(new PageProxy(scheme, "localhost", proxies.port(scheme.name().toLowerCase()), null, null));

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");

        assertThat(troubles).containsExactly("The proxy " + proxies.server(scheme) + " asks for a login, and none is set");
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aRefusedTargetIsToldOnlyIfItIsThePageItself(Scheme scheme) throws IOException {
        open(proxies.proxy(scheme, TestProxies.PASSWORD), URI.create("https://forbidden.known-to-the-proxy/"),
                Optional.of(proxies.certificate()));

        assertThat(connect("forbidden.elsewhere", 443)).startsWith("HTTP/1.1 502");
        assertThat(troubles).isEmpty();
        assertThat(connect("forbidden.known-to-the-proxy", 443)).startsWith("HTTP/1.1 502");
        assertThat(troubles).hasSize(1).first().asString()
                .contains(proxies.server(scheme), "refused to connect to forbidden.known-to-the-proxy:443");
    }

    @Test
    void aDeadPortIsToldAtOnce() throws IOException {
        int dead = Ports.free();
        open(new PageProxy(Scheme.SOCKS5, "localhost", dead, "a", "b"));

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");

        assertThat(troubles).containsExactly("The proxy socks5://localhost:" + dead
                + " refused the connection: nothing listens there");
    }

    /** What answers would tell which ports of this network are open. */
    @Test
    void anAddressWhereNoProxyMayBeIsNotConnectedTo() throws IOException {
        try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
            inside.setSoTimeout(1);
            open(relays(Optional.of(List.of("127.0.0.1")), Optional.empty()),
                    new PageProxy(Scheme.SOCKS5, "127.0.0.2", inside.getLocalPort(), null, null), home());
            assertThat(connect("site.known-to-the-proxy")).contains("502");
            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(troubles).containsExactly("The proxy socks5://127.0.0.2:" + inside.getLocalPort()
                    + " is not used. The address 127.0.0.2 is loopback, where no proxy is looked for: "
                    + "pindai.proxy.allowed-networks can allow it");
        }
    }

    @Test
    void aHostNameThatIsNotKnownIsToldAtOnce() throws IOException {
        open(new PageProxy(Scheme.HTTP, "no-such-host.invalid", 8080, null, null));

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");

        assertThat(troubles).containsExactly("The proxy http://no-such-host.invalid:8080 has a host name that is not known");
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void aProxyThatTakesConnectionsAndSaysNothingIsToldAtTheDeadline(Scheme scheme) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            open(relays(SHORT, HERE, Optional.of(proxies.certificate())),
                    new PageProxy(scheme, "localhost", mute.getLocalPort(), "a", "b"), home());

            long begun = System.nanoTime();
            assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");
            assertThat(plain("GET", "/", 0)).startsWith("HTTP/1.1 502");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, Duration.ofSeconds(30));
        }
        assertThat(troubles).hasSize(2).allMatch(told -> told.endsWith(" did not answer within 2 s"));
    }

    /** A proxy that waits in vain for what the browser wants besides the page is no broken proxy. */
    @Test
    void anotherTargetThatIsNeverReachedIsNotBlamedOnTheProxy() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            open(relays(SHORT, HERE, Optional.of(proxies.certificate())),
                    new PageProxy(Scheme.HTTP, "localhost", mute.getLocalPort(), "a", "b"), home());
            assertThat(connect("elsewhere.example", 443)).startsWith("HTTP/1.1 502").endsWith("did not answer within 2 s");
        }
        assertThat(troubles).isEmpty();
        assertThat(relay.trouble()).isEmpty();
    }

    @Test
    void anUntrustedCertificateIsRefused() throws IOException {
        open(proxies.proxy(Scheme.HTTPS, TestProxies.PASSWORD), home(), Optional.empty());

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");

        assertThat(troubles).hasSize(1).first().asString().contains("shows a certificate that is not trusted",
                "pindai.proxy.trusted-certificates");
        assertThat(proxies.asked("https")).isEmpty();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws IOException {
        open(new PageProxy(Scheme.HTTPS, "127.0.0.1", proxies.port("https"), TestProxies.USERNAME, TestProxies.PASSWORD));

        assertThat(connect("site.known-to-the-proxy")).startsWith("HTTP/1.1 502");

        assertThat(troubles).hasSize(1).first().asString().contains("shows a certificate that is not trusted");
        assertThat(proxies.asked("https")).isEmpty();
    }

    @Test
    void whoeverTheGateRefusesGetsNoAnswer() throws IOException {
        relays = relays(HERE, Optional.empty());
        relay = relays.open(proxies.proxy(Scheme.HTTP, TestProxies.PASSWORD), home(), (peer, self) -> false, (told, worked) -> {
        });

        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), relay.port())) {
            socket.setSoTimeout(5000);
            assertThat(RawHttp.readOrReset(socket, "CONNECT site.known-to-the-proxy:80 HTTP/1.1\r\n\r\n")).isEmpty();
        }
        assertThat(proxies.asked("http")).isEmpty();
    }

    @Test
    void aGateThatBreaksLetsNobodyInAndNobodyWait() throws IOException {
        relays = relays(HERE, Optional.empty());
        relay = relays.open(proxies.proxy(Scheme.HTTP, TestProxies.PASSWORD), home(), (peer, self) -> {
            throw new IllegalStateException("for the test");
        }, (told, worked) -> {
        });
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), relay.port())) {
            assertThat(RawHttp.readOrReset(socket, "CONNECT site.known-to-the-proxy:80 HTTP/1.1\r\n\r\n")).isEmpty();
        }
    }

    @Test
    void closingEndsTunnelsAndListening() throws IOException {
        open(proxies.proxy(Scheme.SOCKS5, TestProxies.PASSWORD));
        int port = relay.port();
        try (Socket tunnel = tunnel("site.known-to-the-proxy")) {
            relay.close();
            assertThat(RawHttp.readOrReset(tunnel, "")).isEmpty();
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoProxyRequestIsRefused() throws IOException {
        open(proxies.proxy(Scheme.HTTP, TestProxies.PASSWORD));
        for (String request : List.of("GET / HTTP/1.1", "CONNECT nowhere HTTP/1.1", "GET https://a.b/ HTTP/1.1", "nonsense")) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), relay.port())) {
                assertThat(RawHttp.send(socket, request + "\r\n\r\n")).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(troubles).isEmpty();
    }

    /** Node's proxies end both directions at once, so this one is a few lines. */
    @Test
    void aHalfClosedTunnelStillGetsItsAnswer() throws IOException {
        try (ServerSocket halfOpen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open(new PageProxy(Scheme.HTTP, "localhost", halfOpen.getLocalPort(), null, null));
            workers.execute(() -> {
                try (Socket socket = halfOpen.accept()) {
                    InputStream in = socket.getInputStream();
                    RawHttp.head(in);
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(in.readAllBytes());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            try (Socket tunnel = tunnel("site.known-to-the-proxy")) {
                tunnel.getOutputStream().write("echo".getBytes(StandardCharsets.US_ASCII));
                tunnel.shutdownOutput();
                assertThat(tunnel.getInputStream().readAllBytes()).asString().isEqualTo("echo");
            }
        }
    }

    @Test
    void aReaderWhoWaitsHoldsUpTheSender() throws IOException {
        open(proxies.proxy(Scheme.SOCKS5, TestProxies.PASSWORD));
        try (Socket tunnel = tunnel("site.known-to-the-proxy")) {
            tunnel.getOutputStream().write("GET /endless HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() > 0);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(400)).atMost(Duration.ofSeconds(60))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(tunnel.getInputStream().readNBytes(BIG)).hasSize(BIG);
        }
    }

    private void open(PageProxy proxy) {
        open(proxy, home(), Optional.of(proxies.certificate()));
    }

    private void open(PageProxy proxy, URI home, Optional<Path> trusted) {
        open(relays(HERE, trusted), proxy, home);
    }

    private void open(Relays made, PageProxy proxy, URI home) {
        relays = made;
        relay = relays.open(proxy, home, (peer, self) -> true, (told, worked) -> troubles.add(told));
    }

    private Relays relays(Optional<List<String>> allowed, Optional<Path> trusted) {
        return relays(TIMEOUT, allowed, trusted);
    }

    private Relays relays(Duration timeout, Optional<List<String>> allowed, Optional<Path> trusted) {
        return new Relays(new Waits(timeout, allowed, trusted), Thread.ofPlatform().name("relay-of-the-test").factory(),
                workers);
    }

    private static URI home() {
        return URI.create("http://site.known-to-the-proxy:" + site.getAddress().getPort() + "/");
    }

    private String connect(String host) throws IOException {
        return connect(host, site.getAddress().getPort());
    }

    private String connect(String host, int port) throws IOException {
        return RawHttp.connect(relay.port(), host, port);
    }

    /** A socket whose other end is the site. */
    private Socket tunnel(String host) throws IOException {
        return RawHttp.tunnel(relay.port(), host, site.getAddress().getPort());
    }

    private String plain(String method, String path, int body) throws IOException {
        return RawHttp.plain(relay.port(), home().getAuthority(), method, path, body);
    }
}
