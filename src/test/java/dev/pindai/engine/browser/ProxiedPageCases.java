package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageProxy;
import dev.pindai.engine.PageProxy.Scheme;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSettings;
import dev.pindai.engine.PageSignal;
import dev.pindai.testsupport.TestProxies;

import io.quarkus.test.common.http.TestHTTPResource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages in real browsers that reach the simulated WhatsApp Web through real proxies, and only through them. */
abstract class ProxiedPageCases {

    private static final Pattern PROXY_SERVER = Pattern
            .compile("(?:--proxy-server=|\"server\":\")http://127\\.0\\.0\\.1:(\\d+)");

    @TestHTTPResource("/")
    URI base;

    private SandboxPhone phone;

    /** One for all tests: starting drivers takes longer than most of them. */
    private static EngineFixture fixture;
    private static TestProxies proxies;

    @BeforeEach
    void openEngine() {
        phone = new SandboxPhone(base);
        proxies = proxies == null ? new TestProxies() : proxies;
        if (fixture == null) {
            fixture = mode().engine(phone.page(), Map.of("pindai.proxy.trusted-certificates",
                    proxies.certificate().toString()));
        }
    }

    @AfterAll
    static void closeEngine() {
        fixture.close();
        assertThat(fixture.browserProcesses()).isEmpty();
        assertThat(fixture.threads()).isEmpty();
        fixture = null;
        if (proxies != null) {
            proxies.close();
            proxies = null;
        }
    }

    /** How the sessions get their browsers. */
    abstract BrowserMode mode();

    @Test
    void eachKindOfProxyCarriesASessionOfItsOwn() throws IOException {
        var pages = new EnumMap<Scheme, PageRef>(Scheme.class);
        for (Scheme scheme : Scheme.values()) {
            PageRef page = EngineFixture.newPage();
            pages.put(scheme, page);
            fixture.engine.open(page, new PageSettings(proxy(scheme, TestProxies.PASSWORD)));
        }
        for (Scheme scheme : Scheme.values()) {
            String wid = phone.scan(fixture.await(pages.get(scheme), PageSignal.QrShown.class).qr());
            assertThat(fixture.await(pages.get(scheme), PageSignal.Ready.class).wid()).isEqualTo(wid);
            // By name: the browser asked nobody else for the address.
            assertThat(proxies.asked(name(scheme)))
                    .anyMatch(asked -> asked.host().equals("localhost") && asked.port() == base.getPort() && asked.login())
                    // The page's WebSocket.
                    .anyMatch(asked -> asked.host().equals("localhost") && asked.tunnel());
        }

        var ports = new ArrayList<Integer>();
        for (PageRef page : pages.values()) {
            ports.add(relayPort(page));
        }
        assertThat(ports).doesNotHaveDuplicates();
        proxies.forget();
        for (int port : ports) {
            assertThat(asStranger(port)).as("what a program that is not the browser gets").isEmpty();
        }
        for (Scheme scheme : Scheme.values()) {
            assertThat(proxies.asked(name(scheme))).noneMatch(asked -> asked.host().equals("stranger.example"));
        }

        // A proxy that goes away under a ready page: lost at first, as any line is; the reason is told when it is loaded anew.
        PageRef left = pages.remove(Scheme.SOCKS5);
        long connected = fixture.of(left, PageSignal.StateChanged.class).size();
        proxies.close();
        proxies = null;
        await().atMost(EngineFixture.SOON).until(() -> fixture.of(left, PageSignal.StateChanged.class).stream().skip(connected)
                .anyMatch(state -> !"CONNECTED".equals(state.socket())));
        assertThat(fixture.of(left, PageSignal.Failed.class)).isEmpty();
        fixture.engine.reload(left);
        PageSignal.Failed failed = fixture.await(left, PageSignal.Failed.class);
        assertThat(failed.failure()).isEqualTo(PageFailure.PROXY_FAILED);
        assertThat(failed.detail()).endsWith("refused the connection: nothing listens there");

        for (PageRef page : pages.values()) {
            assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
        }
        for (int port : ports) {
            assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aProxyThatRefusesOrSaysNothingFailsThePageInTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            PageRef refused = EngineFixture.newPage();
            PageRef silent = EngineFixture.newPage();
            fixture.engine.open(refused, new PageSettings(proxy(Scheme.HTTP, "wrong-pass-word")));
            fixture.engine.open(silent, new PageSettings(
                    new PageProxy(Scheme.SOCKS5, "127.0.0.1", mute.getLocalPort(), "budi", "wrong-pass-word")));

            PageSignal.Failed failed = fixture.await(refused, PageSignal.Failed.class);
            assertThat(failed.failure()).isEqualTo(PageFailure.PROXY_FAILED);
            assertThat(failed.detail()).isEqualTo("The proxy " + proxies.server("http") + " refused the login");
            failed = fixture.await(silent, PageSignal.Failed.class);
            assertThat(failed.failure()).isEqualTo(PageFailure.PROXY_FAILED);
            assertThat(failed.detail()).endsWith(" did not answer within 10 s");
            assertThat(fixture.signals.toString()).doesNotContain("wrong-pass-word");
        }
    }

    private PageProxy proxy(Scheme scheme, String password) {
        return new PageProxy(scheme, "localhost", proxies.port(name(scheme)), TestProxies.USERNAME, password);
    }

    private static String name(Scheme scheme) {
        return scheme.name().toLowerCase();
    }

    private int relayPort(PageRef page) throws IOException {
        Path preferences = fixture.directory.resolve("profiles").resolve(page.sessionId().toString())
                .resolve("Default/Preferences");
        var found = PROXY_SERVER.matcher(mode() == BrowserMode.OWN ? ProcessTree.commandLine(fixture.browser(page))
                : Files.readString(preferences));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static String asStranger(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("CONNECT stranger.example:443 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }
}
