package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.NodeModules;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;

/** A front end of another site, in a real browser, with the Socket.IO client from npm: only the allow list lets it in. */
@QuarkusTest
@Timeout(240)
class ForeignPageTest {

    private static final Path PACKAGES = Path.of("src", "test", "socketio").toAbsolutePath();
    private static final Path CLIENT = PACKAGES.resolve("node_modules/socket.io-client/dist/socket.io.min.js");
    private static final String CONNECT = """
            ([address, token]) => {
                window.heard = [];
                const socket = io(address, { auth: { token } });
                socket.on('connect', () => heard.push('connect'));
                socket.on('connect_error', () => heard.push('connect_error'));
                socket.on('qr', (data) => heard.push(data.sessionId + ' ' + data.qr));
                socket.io.on('open', () => {
                    heard.push(socket.io.engine.transport.name);
                    socket.io.engine.once('upgrade', ({ name }) => heard.push(name));
                });
            }""";

    private static RealBrowser browser;

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;

    @BeforeAll
    static void openBrowser() throws IOException {
        NodeModules.install(PACKAGES);
        browser = new RealBrowser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void aListedSiteHearsEvents() {
        var id = UUID.fromString(Api.create("Situs lain"));
        var page = open("http://front.localhost/");
        waitFor(page, "websocket");
        waitFor(page, "connect");
        var now = Instant.now();
        QuarkusTransaction.requiringNew()
                .run(() -> log.append(new SessionEvent.Qr(id, "2@foreign", 1, 6, now, now.plusSeconds(60))));
        waitFor(page, id + " 2@foreign");
        assertThat(heard(page)).startsWith("polling").doesNotContain("connect_error");
        assertThat(browser.errors()).isEmpty();
        page.context().close();
    }

    @Test
    void anotherSiteHearsNothingThoughItHasTheKey() {
        var page = open("http://other.localhost/");
        waitFor(page, "connect_error");
        assertThat(heard(page)).containsOnly("connect_error");
        page.waitForCondition(() -> browser.errors().stream()
                .anyMatch(error -> error.contains("No 'Access-Control-Allow-Origin' header")));
        page.context().close();
    }

    /** A page of a site that lies nowhere but in this test. */
    private Page open(String site) {
        // Those of the other test.
        browser.errors();
        // What people are asked before a page may reach their own machine; a page that lies nowhere is not of it.
        var page = browser.open(new Browser.NewContextOptions().setPermissions(List.of("local-network-access")));
        page.route(site + "**", route -> route.fulfill(route.request().url().endsWith(".js")
                ? new Route.FulfillOptions().setPath(CLIENT)
                : new Route.FulfillOptions().setContentType("text/html")
                        .setBody("<!doctype html><link rel=icon href=data:,><script src=client.js></script>")));
        page.navigate(site);
        page.evaluate(CONNECT, List.of(base.toString(), TestKey.value()));
        return page;
    }

    private static void waitFor(Page page, String what) {
        try {
            page.waitForFunction("what => heard.includes(what)", what);
        } catch (TimeoutError e) {
            throw new AssertionError("No " + what + ", only " + heard(page) + "; the console: " + browser.errors(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> heard(Page page) {
        return (List<String>) page.evaluate("() => heard");
    }
}
