package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.QrReader;
import dev.pindai.testsupport.SseClient;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;

/**
 * Once through everything that Pindai does, from outside: for packaged applications, of which the same is expected however they
 * were built.
 */
public final class Tour {

    /** What the service needs besides a database. */
    public static final String[] SETTINGS = { "pindai.sandbox.enabled=true", "pindai.webhook.allowed-networks=127.0.0.1",
            "pindai.webhook.sweep-interval=1s" };

    private static final Pattern ASSET = Pattern.compile("/assets/[\\w.-]+");

    private final URI base;

    /** @param base where the service is, whose admin key is {@link PindaiProcess#KEY} */
    public Tour(URI base) {
        this.base = base;
        System.setProperty("pindai.security.admin-key", PindaiProcess.KEY);
        RestAssured.baseURI = "http://" + base.getHost();
        RestAssured.port = base.getPort();
    }

    public void go() throws Exception {
        documents();
        try (var receiver = new HookReceiver(); var live = LiveClient.connect(base, "session=*")) {
            var hook = HookApi.create(receiver.url("/hook"), Map.of("events", List.of("qr", "ready", "disconnected")));
            var id = Api.create("Tur");
            link(id, live);
            watched(id);
            pages(id, hook);
            scanLink(id);
            HookApi.await(hook, "DELIVERED", 2);
            assertThat(receiver.received("ready")).singleElement()
                    .satisfies(request -> assertThat(request.headers()).containsKey("x-webhook-hmac"));
            mended(id, live);
            passkey(live);
        }
        keys();
        proxy();
        HookApi.deleteAll();
    }

    /** Until it is ready, with every form of its QR looked at on the way. */
    private void link(String id, LiveClient live) throws Exception {
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        assertThat(live.await("qr").at("/data/qr").asText()).isEqualTo(qr);
        var png = call().accept("image/png").get("/api/sessions/{id}/qr", id).then().statusCode(200).extract().asByteArray();
        assertThat(QrReader.read(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(qr);
        call().accept("image/svg+xml").get("/api/sessions/{id}/qr", id).then().statusCode(200).body(containsString("<svg"));
        call().accept("text/plain").get("/api/sessions/{id}/qr", id).then().statusCode(200).body(containsString("█"));
        call().body(Map.of("phoneNumber", "+62 812-3456-7890")).post("/api/sessions/{id}/pairing-code", id).then()
                .statusCode(200).body("code.length()", equalTo(8));
        call().body(Map.of("phoneNumber", "0812")).post("/api/sessions/{id}/pairing-code", id).then().statusCode(400)
                .body("code", equalTo("INVALID_PHONE_NUMBER"));
        var wid = Api.scan(qr);
        assertThat(live.await("ready").at("/data/wid").asText()).isEqualTo(wid);
        assertThat(Api.get(id).getString("status")).isEqualTo("READY");
    }

    /** The ways to look at a session. */
    private void watched(String id) throws Exception {
        call().get("/api/sessions/{id}/events?limit=100", id).then().statusCode(200).body("items.event", hasItem("ready"));
        try (var stream = SseClient.connect(base, "/api/sessions/" + id + "/events", "Last-Event-ID", "0")) {
            assertThat(stream.await(3)).isNotEmpty();
        }
        call().get("/socket.io/?EIO=4&transport=polling").then().statusCode(200).body(containsString("sid"));
        // A page's first picture takes longest.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> call().get("/api/sessions/{id}/screenshot", id).then().statusCode(200).contentType("image/png"));
        assertThat(call().get("/api/sessions/{id}/diagnostics", id).then().statusCode(200).extract().asByteArray())
                .startsWith('P', 'K');
        call().get("/api/sessions?status=READY&q=Tur").then().statusCode(200).body("items.id", hasItem(id));
        call().body(Map.of("name", "Tur kedua", "metadata", Map.of("cabang", "Bandung"))).patch("/api/sessions/{id}", id).then()
                .statusCode(200).body("metadata.cabang", equalTo("Bandung"));
        call().body(Map.of("nama", "salah")).post("/api/sessions").then().statusCode(400)
                .contentType("application/problem+json");
    }

    private void pages(String id, String hook) {
        for (String path : List.of("/", "/login", "/sessions/" + id, "/webhooks", "/webhooks/" + hook, "/keys", "/sign-ins",
                "/audit", "/nothing-here")) {
            var text = call().accept(ContentType.HTML).header("Accept-Language", "id").get(path).then()
                    .contentType(ContentType.HTML).body(containsString("<html lang=\"id\">")).extract().asString();
            ASSET.matcher(text).results().map(match -> match.group()).distinct()
                    .forEach(asset -> call().get(asset).then().statusCode(200));
            call().accept(ContentType.HTML).get(path).then().body(containsString("<html lang=\"en\">"));
        }
        call().header("Accept-Language", "id").get("/api/sessions/{id}", id).then().body("status", equalTo("READY"));
    }

    private void documents() {
        call().get("/q/openapi").then().statusCode(200).body(containsString("/api/sessions"));
        call().redirects().follow(true).accept(ContentType.HTML).get("/q/swagger-ui/").then().statusCode(200);
        call().get("/assets/pindai-client.js").then().statusCode(200);
        RestAssured.given().get("/api/sessions").then().statusCode(401).body("code", equalTo("UNAUTHORIZED"));
    }

    /** Stopped, started, crashed, logged out. */
    private void mended(String id, LiveClient live) {
        Api.post(id, "stop").statusCode(202);
        Api.post(id, "start").statusCode(202);
        live.await("ready", 2);
        Api.fault("CRASH", Map.of("wid", Api.get(id).getString("wid")), 0);
        live.await("healing");
        live.await("ready", 3);
        Api.post(id, "logout").statusCode(202).body("status", equalTo("STOPPED"));
        call().header("Accept-Language", "id").get("/api/sessions/{id}", id).then().body("status", equalTo("STOPPED"));
        Api.delete(id);
        live.await("deleted");
        call().get("/api/sessions/{id}", id).then().statusCode(404).body("code", startsWith("SESSION"));
    }

    private void passkey(LiveClient live) {
        var id = Api.create("Kunci sandi");
        call().body(Map.of("kind", "PASSKEY", "target", Map.of("next", true))).post("/sandbox/faults").then().statusCode(200);
        Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        live.await("passkey");
        var asked = call().get("/api/sessions/{id}/passkey", id).then().statusCode(200).extract().jsonPath();
        Map<String, Object> signed = call()
                .body(Map.of("publicKey", asked.getMap("publicKey"), "origin", asked.getString("origin")))
                .post("/sandbox/phone/passkey").then().statusCode(200).extract().jsonPath().getMap("$");
        call().body(signed).post("/api/sessions/{id}/passkey", id).then().statusCode(202);
        Api.awaitStatus(id, "READY");
    }

    /** What somebody without a key is shown. */
    private void scanLink(String id) {
        var url = call().body(Map.of("label", "Tur", "locale", "id")).post("/api/sessions/{id}/scan-links", id).then()
                .statusCode(201).extract().<String> path("url");
        RestAssured.given().accept(ContentType.HTML).get(URI.create(url).getPath()).then().statusCode(lessThan(500))
                .contentType(ContentType.HTML);
        call().get("/api/sessions/{id}/scan-links", id).then().statusCode(200);
    }

    private void keys() {
        var made = call().body(Map.of("name", "Tur", "scopes", List.of("read"))).post("/api/keys").then().statusCode(201)
                .extract().jsonPath();
        call().get("/api/keys").then().statusCode(200).body("items.id", hasItem(made.getString("id")));
        RestAssured.given().header("X-Api-Key", made.getString("key")).get("/api/sessions").then().statusCode(200);
        RestAssured.given().header("X-Api-Key", made.getString("key")).contentType(ContentType.JSON).post("/api/ws-tickets")
                .then()
                .statusCode(200);
        call().delete("/api/keys/{id}", made.getString("id")).then().statusCode(lessThan(300));
    }

    /** A proxy that does not answer: the relay is there, and says so. */
    private void proxy() {
        var id = Api.create("Lewat proksi");
        call().body(Map.of("server", "socks5://127.0.0.1:9", "username", "budi", "password", "rahasia"))
                .put("/api/sessions/{id}/proxy", id).then().statusCode(200).body(not(containsString("rahasia")));
        Api.post(id, "start").statusCode(202);
        assertThat(Api.awaitStatus(id, "FAILED").getString("reason")).isEqualTo("PROXY_FAILED");
    }
}
