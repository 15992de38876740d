package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.restassured.response.ValidatableResponse;

/** The life of a pairing code: asked for, counted down, replaced, expired, refused. */
@QuarkusTest
@TestProfile(ShortSteps.class)
@Timeout(240)
class PairingCodeTest {

    private static final String NUMBER = "+6281234567890";

    @TestHTTPResource("/")
    URI base;

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aCodeThatNobodyTypesExpiresAndCodesToScanGoOn() {
        var id = Api.create("Kode");
        try (var live = LiveClient.connect(base, "session=" + id)) {
            Api.post(id, "start?wait=qr").statusCode(200);
            for (var wrong : List.of("081234567890", "6281234567890", "+62 812", "+62 812 BUNGA", "+999 81234567890")) {
                code(id, wrong).statusCode(400).body("code", equalTo("INVALID_PHONE_NUMBER"))
                        .body("detail", containsString("phoneNumber"));
            }
            assertThat(pastCodes(id)).isEmpty();

            var first = code(id, NUMBER).statusCode(200).extract().jsonPath();
            var second = code(id, NUMBER).statusCode(200).extract().jsonPath();
            assertThat(second.getString("code")).isNotEqualTo(first.getString("code"));
            var expires = Instant.parse(second.getString("expiresAt"));
            assertThat(Instant.parse(Api.get(id).getString("pairingCode.expiresAt"))).isCloseTo(expires,
                    within(1, ChronoUnit.MILLIS));
            assertThat(pastCodes(id)).as("a new code ends the former one").containsExactly(null, second.getString("code"));
            call().body(Map.of("code", first.getString("code"), "phoneNumber", NUMBER)).post("/sandbox/phone/pair").then()
                    .statusCode(410);

            var expired = live.await("pairing_code_expired");
            assertThat(Instant.parse(expired.get("at").asText())).isBetween(expires, expires.plusSeconds(20));
            assertThat((Object) Api.get(id).get("pairingCode")).isNull();
            assertThat(Api.get(id).getString("status")).isEqualTo("SCAN_QR");
            assertThat(pastCodes(id)).containsExactly(null, null);

            live.await("qr", 2);
            Api.scan(call().get("/api/sessions/{id}/qr", id).then().statusCode(200).extract().path("qr"));
            live.await("ready");
            assertThat(live.frames("pairing_code_expired")).hasSize(1);
        }
    }

    @Test
    void aCodeThatWhatsAppDoesNotGiveIsToldSo() {
        var id = Api.create("Ditolak");
        call().body(Map.of("kind", "REFUSE_CODE", "target", Map.of("next", true))).post("/sandbox/faults").then()
                .statusCode(200);
        Api.post(id, "start?wait=qr").statusCode(200);

        code(id, NUMBER).statusCode(502).body("code", equalTo("PAIRING_REFUSED"))
                .body("detail", containsString("too many pairing codes"));

        assertThat(Api.get(id).getString("status")).isEqualTo("SCAN_QR");
        assertThat((Object) Api.get(id).get("pairingCode")).isNull();
    }

    private static ValidatableResponse code(String id, String phoneNumber) {
        return call().body(Map.of("phoneNumber", phoneNumber)).post("/api/sessions/{id}/pairing-code", id).then();
    }

    private static List<String> pastCodes(String id) {
        return call().get("/api/sessions/{id}/events", id).then().extract().jsonPath()
                .getList("items.findAll { it.event == 'pairing_code' }.data.code");
    }
}
