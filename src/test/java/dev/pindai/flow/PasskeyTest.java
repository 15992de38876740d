package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** WhatsApp wants to see a passkey before it links: from the page's own request to a signature that its server verifies. */
@QuarkusTest
@TestProfile(ShortSteps.class)
@Timeout(240)
class PasskeyTest {

    @TestHTTPResource("/")
    URI base;

    private String id;
    private LiveClient live;

    @BeforeEach
    void createSession() {
        id = Api.create("Kunci sandi");
        live = LiveClient.connect(base, "session=" + id);
        live.await("status");
    }

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
        if (live != null) {
            live.close();
        }
    }

    @Test
    void anAssertionOfTheAccountsPasskeyLinks() {
        passkey().statusCode(409).body("code", equalTo("PASSKEY_NOT_REQUESTED"));
        var wid = scanned(Map.of());
        var event = live.await("passkey").get("data");
        var expires = Instant.parse(event.get("expiresAt").asText());
        assertThat(expires).isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(30));
        assertThat(event.at("/publicKey/rpId").asText()).isEqualTo("localhost");
        assertThat(event.at("/publicKey/userVerification").asText()).isEqualTo("required");
        assertThat(event.at("/publicKey/allowCredentials/0/id").asText()).isNotBlank();
        assertThat(Instant.parse(Api.get(id).getString("passkey.expiresAt"))).isCloseTo(expires, within(1, ChronoUnit.MILLIS));
        assertThat(Api.get(id).getString("status")).isEqualTo("PASSKEY_REQUIRED");

        var asked = passkey().statusCode(200).body("origin", equalTo("http://localhost:" + base.getPort()))
                .body("publicKey.challenge", equalTo(event.at("/publicKey/challenge").asText()))
                .body("expiresAt", notNullValue()).extract().jsonPath();
        answer(Map.of("id", "x")).statusCode(400).body("code", equalTo("INVALID_PASSKEY"));
        answer(signed(asked, "http://elsewhere.localhost")).statusCode(400).body("code", equalTo("INVALID_PASSKEY"))
                .body("detail", containsString("http://localhost:" + base.getPort()));
        assertThat(Api.get(id).getString("status")).as("a mistake costs nothing").isEqualTo("PASSKEY_REQUIRED");

        answer(signed(asked, asked.getString("origin"))).statusCode(202).body("passkey", nullValue());
        assertThat(live.await("ready").at("/data/wid").asText()).isEqualTo(wid);
        assertThat(live.events()).containsSubsequence("qr", "status", "passkey", "status", "authenticated", "status", "ready");
        assertThat(statuses()).endsWith("SCAN_QR", "PASSKEY_REQUIRED", "AUTHENTICATED", "READY");
        passkey().statusCode(409).body("code", equalTo("PASSKEY_NOT_REQUESTED"));
        answer(signed(asked, asked.getString("origin"))).statusCode(409).body("code", equalTo("PASSKEY_NOT_REQUESTED"));
        var kept = call().get("/api/sessions/{id}/events", id).then().extract().jsonPath();
        assertThat(kept.getString("items.find { it.event == 'passkey' }.data.publicKey.challenge"))
                .isEqualTo(asked.getString("publicKey.challenge"));
    }

    @Test
    void anAssertionThatWhatsAppRefusesIsAnAuthFailure() {
        scanned(Map.of());
        live.await("passkey");
        var asked = passkey().statusCode(200).extract().jsonPath();
        var forged = new HashMap<>(signed(asked, asked.getString("origin")));
        var response = new HashMap<Object, Object>((Map<?, ?>) forged.get("response"));
        var signature = (String) response.get("signature");
        response.put("signature", signature.substring(0, signature.length() - 8) + "AAAAAAAA");
        forged.put("response", response);

        answer(forged).statusCode(202);

        assertThat(live.await("auth_failure").at("/data/reason").asText()).isEqualTo("AUTH_FAILURE");
        assertThat(Api.awaitStatus(id, "FAILED").getString("reason")).isEqualTo("AUTH_FAILURE");
    }

    @Test
    void aPasskeyThatNobodyShowsInTimeEndsTheSession() {
        scanned(Map.of("delayMs", 3000));
        var expires = Instant.parse(live.await("passkey").at("/data/expiresAt").asText());
        assertThat(expires).as("the page's own time is the shorter one").isBefore(Instant.now().plusSeconds(4));

        var failure = live.await("auth_failure");
        assertThat(failure.at("/data/reason").asText()).isEqualTo("PASSKEY_REQUIRED");
        assertThat(Instant.parse(failure.get("at").asText())).isBetween(expires.minusSeconds(3), expires.plusSeconds(20));
        var session = Api.awaitStatus(id, "FAILED");
        assertThat(session.getString("reason")).isEqualTo("PASSKEY_REQUIRED");
        assertThat(session.getString("message")).isNotBlank();
        assertThat((Object) session.get("passkey")).isNull();
        passkey().statusCode(409).body("code", equalTo("PASSKEY_NOT_REQUESTED"));
    }

    @Test
    void aRequestThatThePageWithdrawsLeadsBackToCodes() {
        scanned(Map.of("afterMs", 6000));
        live.await("passkey");
        var asked = passkey().statusCode(200).extract().jsonPath();

        live.await("qr", 2);

        assertThat(statuses()).endsWith("PASSKEY_REQUIRED", "SCAN_QR");
        answer(signed(asked, asked.getString("origin"))).statusCode(409).body("code", equalTo("PASSKEY_NOT_REQUESTED"));
        assertThat(live.await("qr", 2).getLast().at("/data/qr").asText()).isNotBlank();
        assertThat(Duration.between(Instant.now(), Instant.parse(asked.getString("expiresAt")))).isPositive();
    }

    /** The account that scanned the first code of a page that has to show a passkey. */
    private String scanned(Map<String, Object> more) {
        var fault = new HashMap<String, Object>(Map.of("kind", "PASSKEY", "target", Map.of("next", true)));
        fault.putAll(more);
        call().body(fault).post("/sandbox/faults").then().statusCode(200);
        return Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
    }

    private ValidatableResponse passkey() {
        return call().get("/api/sessions/{id}/passkey", id).then();
    }

    private ValidatableResponse answer(Map<?, ?> assertion) {
        return call().body(assertion).post("/api/sessions/{id}/passkey", id).then();
    }

    private static Map<String, Object> signed(JsonPath asked, String origin) {
        return call().body(Map.of("publicKey", asked.getMap("publicKey"), "origin", origin)).post("/sandbox/phone/passkey")
                .then().statusCode(200).extract().jsonPath().getMap("$");
    }

    private List<String> statuses() {
        return live.frames("status").stream().map(frame -> frame.at("/data/status").asText()).toList();
    }
}
