package dev.pindai.link;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.ScanLinkApi;
import dev.pindai.testsupport.SseClient;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan link opens, for how long, and all that it does not open. */
@QuarkusTest
@Timeout(240)
class ScanDoorTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @TestHTTPResource("/")
    URI base;

    private String session;
    private String url;

    @BeforeEach
    void create() {
        session = Api.create("Toko Melati");
        url = ScanLinkApi.url(session, Map.of());
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    /** With the link alone no call of the API opens but its own, and those tell nothing of others. */
    @Test
    void aLinkIsNoKey() {
        Map<String, Map<String, Object>> paths = call().get("/q/openapi?format=json").then().statusCode(200).extract()
                .path("paths");
        var closed = new ArrayList<String>();
        paths.forEach((template, calls) -> calls.keySet().stream().map(method -> method.toUpperCase(Locale.ROOT))
                .filter(method -> method.matches("GET|POST|PUT|PATCH|DELETE"))
                .filter(method -> !template.startsWith("/api/scan") && !template.startsWith("/sandbox/web"))
                .forEach(method -> {
                    var path = template.replace("{id}", session).replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
                    ScanLinkApi.visitor(url).body("{}").request(method, path).then().statusCode(401);
                    closed.add(method + " " + template);
                }));
        assertThat(closed).hasSizeGreaterThan(30).contains("GET /api/sessions/{id}", "POST /api/sessions/{id}/start",
                "POST /api/sessions/{id}/scan-links");
        for (var path : List.of("/api/sessions/" + session + "/events", "/api/events", "/ws", "/q/openapi", "/q/swagger-ui/",
                "/sandbox/phones", "/", "/sessions/" + session)) {
            ScanLinkApi.visitor(url).redirects().follow(false).get(path).then().statusCode(401);
        }
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/scan/../sessions", "/api/scan/..%2fsessions", "/api/scan/%2e%2e/sessions",
            "/api/scan/;/../sessions", "/api/scan/..;/sessions", "/api/scan//../../api/sessions", "/api/./scan/../sessions",
            "/api/scanx/../sessions", "/api/scan;x=/../sessions" })
    void noDetourLeadsPastItsDoor(String path) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + ScanLinkApi.HEADER + ": "
                    + ScanLinkApi.token(url) + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.split(" ")[1]).isIn("400", "401", "404");
            assertThat(answer).doesNotContain("Toko Melati");
        }
    }

    @Test
    void aKeyOpensNothingThatIsForLinks() {
        call().get("/api/scan").then().statusCode(403).body("code", equalTo("SCAN_LINK_REQUIRED"));
        call().post("/api/scan/start").then().statusCode(403);
        call().get("/api/scan/events").then().statusCode(403).body("code", equalTo("SCAN_LINK_REQUIRED"));
        given().get("/api/scan").then().statusCode(401).body("code", equalTo("UNAUTHORIZED"));
        // Both at once: what is for links belongs to the link.
        call().header(ScanLinkApi.HEADER, "x".repeat(43)).get("/api/scan").then().statusCode(401).body("code",
                equalTo("SCAN_LINK_OVER"));
        call().header(ScanLinkApi.HEADER, ScanLinkApi.token(url)).get("/api/scan").then().statusCode(200);
    }

    @Test
    void itOpensItsOwnSessionOnly() throws Exception {
        var other = Api.create("Another");
        Api.post(other, "start?wait=qr").statusCode(200);
        Api.post(session, "start?wait=qr").statusCode(200);
        Api.post(session, "stop").statusCode(202);
        ScanLinkApi.visitor(url).queryParam("session", other).queryParam("id", other).get("/api/scan").then().statusCode(200)
                .body("status", equalTo("STOPPED")).body(not(containsString(other)), not(containsString("Toko")));
        ScanLinkApi.visitor(url).queryParam("session", other).get("/api/scan/qr").then().statusCode(409).body("code",
                equalTo("QR_NOT_AVAILABLE"));
        try (var stream = SseClient.withoutKey(base, "/api/scan/events?session=" + other + "&events=*&after=0",
                Map.of(ScanLinkApi.HEADER, ScanLinkApi.token(url), "Last-Event-ID", "0"))) {
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            assertThat(stream.await(1).getFirst().data().at("/data/status").asText()).as("the present, not what was before")
                    .isEqualTo("STOPPED");
            assertThat(stream.messages().getFirst().data().get("seq").asLong()).isGreaterThan(1);
            Api.post(other, "stop").statusCode(202);
            Api.post(session, "start?wait=qr").statusCode(200);
            var told = stream.await(4);
            assertThat(told).extracting(SseClient.Message::event).containsExactly("status", "status", "status", "qr");
            assertThat(told).extracting(message -> message.data().toString())
                    .noneMatch(text -> text.contains(session) || text.contains(other));
        }
    }

    @Test
    void lookingAtItUsesNothingUp() {
        for (int look = 0; look < 5; look++) {
            given().accept(BROWSER).get(url).then().statusCode(200);
            given().head(url).then().statusCode(200);
        }
        ScanLinkApi.visitor(url).get("/api/scan").then().statusCode(200);
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
        assertThat(Api.get(session).getLong("lastSeq")).isEqualTo(1);
        var row = QuarkusTransaction.requiringNew().call(() -> ScanLink.ofToken(ScanLinkApi.token(url)).orElseThrow());
        assertThat(row.used).isZero();
        assertThat(row.starts).isZero();
        assertThat(row.seenEpoch).isNull();
        // Whoever only looked has no part in what is linked meanwhile.
        Api.scan(Api.post(session, "start?wait=qr").statusCode(200).extract().path("qr"));
        Api.awaitStatus(session, "READY");
        links().body("items[0].used", equalTo(0)).body("items[0].state", equalTo("OPEN"));
        given().accept(BROWSER).header("Accept-Language", "en").get(url).then().statusCode(200)
                .body(containsString("Already connected"), not(containsString("data-begin")));
    }

    @Test
    void thePageIsKeptByNobodyAndTellsNothing() {
        var page = given().accept(BROWSER).get(url).then().statusCode(200).header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer").header("X-Robots-Tag", containsString("noindex"))
                .header("Set-Cookie", (String) null).extract().asString();
        assertThat(page).doesNotContain("Toko Melati", session, "/sessions", "/api/sessions");
        given().accept(BROWSER).get(url + "?lang=id").then().statusCode(200).header("Set-Cookie", (String) null)
                .body(containsString("<html lang=\"id\">"));
        var named = ScanLinkApi.url(session, Map.of("label", "<b>Toko</b>", "locale", "id"));
        given().accept(BROWSER).header("Accept-Language", "en").get(named).then()
                .body(containsString("<html lang=\"id\">"), containsString("&lt;b&gt;Toko&lt;/b&gt;"));
        given().accept(BROWSER).get(named + "?lang=en").then().body(containsString("<html lang=\"en\">"));
    }

    @Test
    void unknownAndRevokedLinksLookAlikeAndAnExpiredOneSaysSo() {
        var revoked = ScanLinkApi.make(session, Map.of()).statusCode(201).extract();
        call().delete("/api/sessions/{id}/scan-links/{link}", session, revoked.path("id")).then().statusCode(204);
        var unknown = url.substring(0, url.length() - 3) + "xyz";
        assertThat(page(revoked.path("url"), 404)).isEqualTo(page(unknown, 404)).contains("opens nothing");
        assertThat(page(base + "scan/no-such-link", 404)).isEqualTo(page(unknown, 404));
        expire(url);
        assertThat(page(url, 410)).contains("has expired");
        for (var over : List.of(revoked.<String> path("url"), unknown, url)) {
            ScanLinkApi.visitor(over).get("/api/scan").then().statusCode(401).body("code", equalTo("SCAN_LINK_OVER"));
            ScanLinkApi.visitor(over).post("/api/scan/start").then().statusCode(401);
            ScanLinkApi.visitor(over).get("/api/scan/events").then().statusCode(401);
        }
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
    }

    /** The address aside, which the switch of languages repeats, and the moment. */
    private static String page(String url, int status) {
        return given().accept(BROWSER).header("Accept-Language", "en").get(url).then().statusCode(status).extract().asString()
                .replace(ScanLinkApi.token(url), "");
    }

    @ParameterizedTest
    @ValueSource(strings = { "revoked", "expired" })
    void whoeverListensIsCutOff(String how) throws Exception {
        var made = ScanLinkApi.make(session, Map.of()).statusCode(201).extract();
        try (var stream = SseClient.withoutKey(base, "/api/scan/events",
                Map.of(ScanLinkApi.HEADER, ScanLinkApi.token(made.path("url"))))) {
            stream.await(1);
            if (how.equals("revoked")) {
                call().delete("/api/sessions/{id}/scan-links/{link}", session, made.path("id")).then().statusCode(204);
            } else {
                expire(made.path("url"));
            }
            stream.awaitEnd();
            assertThat(stream.messages()).hasSize(1);
            assertThat(stream.comments()).noneMatch(text -> text.contains("broken"));
        }
    }

    @Test
    void tooManyPagesOfOneLinkEndTheOldest() throws Exception {
        var open = new ArrayList<SseClient>();
        try {
            for (int page = 0; page < 5; page++) {
                open.add(SseClient.withoutKey(base, "/api/scan/events", Map.of(ScanLinkApi.HEADER, ScanLinkApi.token(url))));
                open.getLast().await(1);
            }
            open.getFirst().awaitEnd();
            Api.post(session, "start").statusCode(202);
            open.subList(1, 5).forEach(stream -> stream.await(2));
        } finally {
            open.forEach(SseClient::close);
        }
    }

    private io.restassured.response.ValidatableResponse links() {
        return call().get("/api/sessions/{id}/scan-links", session).then().statusCode(200);
    }

    private static void expire(String url) {
        QuarkusTransaction.requiringNew().run(() -> ScanLink.ofToken(ScanLinkApi.token(url)).orElseThrow().expiresAt = Instant
                .now().minusSeconds(1));
    }
}
