package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipInputStream;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Ports;
import dev.pindai.testsupport.Processes;
import dev.pindai.testsupport.TestProxies;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session with a proxy of its own, as its user sees it: over REST, events and the log. */
@QuarkusTest
@Timeout(180)
class ProxyTest {

    private static TestProxies proxies;

    @TestHTTPResource("/")
    URI base;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler reader = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line instanceof ExtLogRecord ours ? ours.getFormattedMessage() : line.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeAll
    static void startProxies() {
        proxies = new TestProxies();
    }

    @AfterAll
    static void stopProxies() {
        proxies.close();
    }

    @BeforeEach
    void readLog() {
        Logger.getLogger("").addHandler(reader);
        proxies.forget();
    }

    @AfterEach
    void clean() {
        Logger.getLogger("").removeHandler(reader);
        Api.deleteAll();
    }

    @Test
    void twoSessionsEachGoThroughTheirOwnProxyAndOneGoesDirectAgain() throws IOException {
        var socks = created(proxies.server("socks5"), TestProxies.USERNAME, TestProxies.PASSWORD);
        var http = Api.create("Lewat HTTP");
        var inUrl = proxies.server("http").replace("://", "://" + TestProxies.USERNAME + ":"
                + URLEncoder.encode(TestProxies.PASSWORD, StandardCharsets.UTF_8) + "@");
        call().body(Map.of("server", inUrl)).put("/api/sessions/{id}/proxy", http).then().statusCode(200)
                .body("proxy.server", equalTo(proxies.server("http"))).body("proxy.username", equalTo(TestProxies.USERNAME))
                .body("proxy.hasPassword", equalTo(true));
        assertThat(call().get("/api/sessions").asString()).contains(proxies.server("socks5")).doesNotContain(
                TestProxies.PASSWORD);

        try (var live = LiveClient.connect(base, "session=*")) {
            Api.post(socks, "start").statusCode(202);
            Api.scan(Api.post(http, "start?wait=qr").statusCode(200).extract().path("qr"));
            Api.awaitStatus(http, "READY");
            Api.awaitStatus(socks, "SCAN_QR");
            assertThat(proxies.asked("http")).allMatch(TestProxies.Asked::login).anyMatch(this::isSandbox);
            assertThat(proxies.asked("socks5")).allMatch(TestProxies.Asked::login).anyMatch(this::isSandbox);
            assertThat(proxies.asked("https")).isEmpty();

            // Takes effect at the next start, not before.
            call().delete("/api/sessions/{id}/proxy", http).then().statusCode(204);
            call().delete("/api/sessions/{id}/proxy", http).then().statusCode(204);
            call().get("/api/sessions/{id}", http).then().body("status", equalTo("READY")).body("proxy", nullValue());
            Api.post(http, "stop").statusCode(202);
            // Until then its browser still goes through the proxy.
            await().atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(http).isEmpty());
            proxies.forget();
            Api.post(http, "start").statusCode(202);
            Api.awaitStatus(http, "READY");
            assertThat(proxies.asked("http")).isEmpty();

            assertThat(live.frames().toString()).doesNotContain(TestProxies.PASSWORD);
        }
        for (var id : List.of(socks, http)) {
            assertThat(
                    unzipped(call().get("/api/sessions/{id}/diagnostics", id).then().statusCode(200).extract().asByteArray()))
                    .contains(id).doesNotContain(TestProxies.PASSWORD);
            assertThat(call().get("/api/sessions/{id}/events", id).asString() + call().get("/api/sessions/{id}", id).asString())
                    .doesNotContain(TestProxies.PASSWORD);
        }
        assertThat(log).anyMatch(line -> line.contains(proxies.server("socks5")))
                .noneMatch(line -> line.contains(TestProxies.PASSWORD));
    }

    @Test
    void aProxyThatFailsIsToldInTimeAndInBothLanguages() {
        var dead = Ports.free();
        var refused = created(proxies.server("socks5"), TestProxies.USERNAME, "wrong-pass-word");
        var unreachable = created("http://localhost:" + dead, TestProxies.USERNAME, "wrong-pass-word");
        var inside = created("http://127.0.0.2:" + dead, TestProxies.USERNAME, "wrong-pass-word");
        var begun = Instant.now();
        Api.post(refused, "start").statusCode(202);
        Api.post(inside, "start").statusCode(202);
        call().post("/api/sessions/{id}/start?wait=qr", unreachable).then().statusCode(503)
                .body("code", equalTo("PROXY_FAILED")).body("detail", startsWith("The proxy did not answer or refused"));

        assertThat(Api.awaitStatus(refused, "FAILED").getString("reason")).isEqualTo("PROXY_FAILED");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(Api.get(refused).getString("detail"))
                .isEqualTo("The proxy " + proxies.server("socks5") + " refused the login");
        assertThat(Api.get(unreachable).getString("detail")).isEqualTo("The proxy http://localhost:" + dead
                + " refused the connection: nothing listens there");
        assertThat(Api.awaitStatus(inside, "FAILED").getString("detail")).startsWith("The proxy http://127.0.0.2:" + dead
                + " is not used. The address 127.0.0.2 is loopback").endsWith("pindai.proxy.allowed-networks can allow it");
        call().header("Accept-Language", "en").get("/api/sessions/{id}", refused).then().body("message",
                startsWith("The proxy did not answer or refused the connection."));
        call().header("Accept-Language", "id").get("/api/sessions/{id}", refused).then().body("message",
                startsWith("Proksi tidak menjawab atau menolak koneksi."));
        assertThat(call().get("/api/sessions/{id}/events", refused).asString()).contains("PROXY_FAILED")
                .doesNotContain("wrong-pass-word");
        assertThat(log).noneMatch(line -> line.contains("wrong-pass-word"));
    }

    @Test
    void whatIsNoProxyIsRefusedWithoutRepeatingIt() {
        var id = Api.create("Ditolak");
        for (var body : List.of(Map.of("server", "ftp://budi:s3cret@h:1"),
                Map.of("server", "http://h:1", "password", "s3cret"))) {
            var problem = call().body(body).put("/api/sessions/{id}/proxy", id).then().statusCode(400)
                    .body("code", equalTo("INVALID_PROXY")).extract().asString();
            assertThat(problem).doesNotContain("s3cret");
            assertThat(call().body(Map.of("name", "Ditolak", "proxy", body)).post("/api/sessions").then().statusCode(400)
                    .body("code", equalTo("INVALID_PROXY")).extract().asString()).doesNotContain("s3cret");
        }
        for (var body : List.of(Map.of(), Map.of("server", " "), Map.of("server", "x".repeat(3000)),
                Map.of("server", "http://h:1", "username", "u", "password", "s3cret".repeat(200)))) {
            assertThat(call().body(body).put("/api/sessions/{id}/proxy", id).then().statusCode(400)
                    .body("code", equalTo("VALIDATION_FAILED")).extract().asString()).doesNotContain("s3cret");
        }
        assertThat(call().body("{\"server\": \"http://budi:s3cret@h:1\", \"password\": [\"s3cret\"]}")
                .put("/api/sessions/{id}/proxy", id).then().statusCode(400).extract().asString()).doesNotContain("s3cret");
        call().get("/api/sessions").then().body("items.size()", equalTo(1)).body("items[0].proxy", nullValue());
        var nobody = "00000000-0000-7000-8000-000000000000";
        call().body(Map.of("server", "http://h:1")).put("/api/sessions/{id}/proxy", nobody).then().statusCode(404);
        call().delete("/api/sessions/{id}/proxy", nobody).then().statusCode(404);
    }

    private static String unzipped(byte[] zip) throws IOException {
        var text = new StringBuilder();
        try (var files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (files.getNextEntry() != null) {
                text.append(new String(files.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private boolean isSandbox(TestProxies.Asked asked) {
        return asked.host().equals("localhost") && asked.port() == base.getPort();
    }

    private static String created(String server, String username, String password) {
        return call().body(Map.of("name", "Lewat proxy", "proxy",
                Map.of("server", server, "username", username, "password", password))).post("/api/sessions").then()
                .statusCode(201).body("proxy.server", equalTo(server)).body("proxy.hasPassword", equalTo(true)).extract()
                .path("id");
    }
}
