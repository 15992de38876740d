package dev.pindai.session.api;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.QrReader;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.response.ValidatableResponse;

/** The contract of the REST calls that need no page, and the forms of the QR. */
@QuarkusTest
class SessionApiTest {

    private static final String UNKNOWN = new UUID(1, 2).toString();

    @BeforeEach
    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aNewSessionIsStoppedAndHasAnAddress() {
        var id = call().body(Map.of("name", "  Toko Melati ", "metadata", Map.of("cabang", "Bandung"))).post("/api/sessions")
                .then()
                .statusCode(201).header("Location", not(nullValue())).body("name", equalTo("Toko Melati"))
                .body("status", equalTo("STOPPED")).body("desired", equalTo("STOPPED"))
                .body("metadata.cabang", equalTo("Bandung"))
                .body("reason", nullValue()).body("qr", nullValue()).body("lastSeq", equalTo(1)).extract().<String> path("id");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        call().get("/api/sessions/{id}", id).then().statusCode(200).body("id", equalTo(id));
        call().get("/api/sessions/{id}/events", id).then().statusCode(200).body("items", hasSize(1))
                .body("items[0].event", equalTo("status")).body("items[0].data.status", equalTo("STOPPED"))
                .body("lastSeq", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                                           | VALIDATION_FAILED | name",
            "{\"name\": \" \"}                            | VALIDATION_FAILED | name",
            "{\"name\": \"a\", \"metadata\": {\"\": \"b\"}} | VALIDATION_FAILED | metadata",
            "{\"name\": \"a\\u0000\"}                     | VALIDATION_FAILED | name",
            "{\"name\": \"a\", \"nama\": \"b\"}           | MALFORMED_BODY    | nama",
            "{\"name\": [1]}                              | MALFORMED_BODY    | name" })
    void aBadBodyNamesTheFieldAtFault(String body, String code, String field) {
        problem(call().body(body).post("/api/sessions").then(), 400, code)
                .body("errors[0].field", org.hamcrest.Matchers.startsWith(field));
        call().get("/api/sessions").then().body("items", empty());
    }

    @Test
    void whatIsNotJsonIsToldSo() {
        problem(call().body("{\"name\": ").post("/api/sessions").then(), 400, "MALFORMED_BODY");
        problem(call().contentType("text/plain").body("x").post("/api/sessions").then(), 415, "UNSUPPORTED_MEDIA_TYPE");
        problem(call().get("/api/sessions?limit=0").then(), 400, "VALIDATION_FAILED").body("errors[0].field", equalTo("limit"));
        problem(call().get("/api/sessions?limit=201").then(), 400, "VALIDATION_FAILED");
        for (var query : List.of("status=READYY", "cursor=x", "limit=abc")) {
            problem(call().get("/api/sessions?" + query).then(), 400, "VALIDATION_FAILED");
        }
        problem(call().queryParam("q", "a\0b").get("/api/sessions").then(), 400, "VALIDATION_FAILED")
                .body("errors[0].field", equalTo("q"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "start", "stop", "restart", "logout", "start?wait=qr" })
    void commandsForAnUnknownSessionAreNotFound(String command) {
        problem(Api.post(UNKNOWN, command), 404, "SESSION_NOT_FOUND");
    }

    @Test
    void anUnknownSessionIsNotFoundAnywhere() {
        problem(call().get("/api/sessions/{id}", UNKNOWN).then(), 404, "SESSION_NOT_FOUND");
        problem(call().delete("/api/sessions/{id}", UNKNOWN).then(), 404, "SESSION_NOT_FOUND");
        problem(call().body("{}").patch("/api/sessions/{id}", UNKNOWN).then(), 404, "SESSION_NOT_FOUND");
        problem(call().get("/api/sessions/{id}/qr", UNKNOWN).then(), 404, "SESSION_NOT_FOUND");
        problem(call().get("/api/sessions/{id}/events", UNKNOWN).then(), 404, "SESSION_NOT_FOUND");
        problem(call().body("{\"phoneNumber\": \"+6281234567890\"}").post("/api/sessions/{id}/pairing-code", UNKNOWN).then(),
                404,
                "SESSION_NOT_FOUND");
        problem(call().get("/api/sessions/{id}", "not-an-id").then(), 404, "NOT_FOUND");
    }

    @Test
    void stopAndLogoutOfAStoppedSessionChangeNothing() {
        var id = Api.create("Diam");
        Api.post(id, "stop").statusCode(202).body("status", equalTo("STOPPED")).body("lastSeq", equalTo(1));
        Api.post(id, "logout").statusCode(202).body("status", equalTo("STOPPED")).body("lastSeq", equalTo(1));
        problem(Api.post(id, "start?wait=ready"), 400, "VALIDATION_FAILED");
    }

    @Test
    void listsAreReadPageByPageNewestFirst() {
        var made = List.of(Api.create("Satu"), Api.create("Dua"), Api.create("Tiga 100%"), Api.create("Empat"),
                Api.create("Lima"));
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = call().queryParams(cursor == null ? Map.of("limit", 2) : Map.of("limit", 2, "cursor", cursor))
                    .get("/api/sessions").then().statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertThat(seen).isEqualTo(made.reversed());
        call().queryParam("q", "0%").get("/api/sessions").then().body("items.name", equalTo(List.of("Tiga 100%")));
        call().queryParam("q", "DUA").get("/api/sessions").then().body("items.name", equalTo(List.of("Dua")));
        call().get("/api/sessions?status=READY").then().body("items", empty());
        call().get("/api/sessions?status=STOPPED").then().body("items", hasSize(5));
    }

    @Test
    void nameAndLabelsChangeAloneOrTogether() {
        var id = Api.create("Lama");
        call().body(Map.of("name", "Baru")).patch("/api/sessions/{id}", id).then().statusCode(200).body("name",
                equalTo("Baru"));
        call().body(Map.of("metadata", Map.of("a", "b"))).patch("/api/sessions/{id}", id).then().statusCode(200)
                .body("name", equalTo("Baru")).body("metadata.a", equalTo("b"));
        problem(call().body(Map.of("name", " ")).patch("/api/sessions/{id}", id).then(), 400, "VALIDATION_FAILED");
    }

    @Test
    void theQrComesInFourForms() throws IOException {
        var id = Api.create("Empat rupa");
        problem(call().get("/api/sessions/{id}/qr", id).then(), 409, "QR_NOT_AVAILABLE");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        call().accept("application/json").get("/api/sessions/{id}/qr", id).then().statusCode(200).body("qr", equalTo(qr))
                .body("expiresAt", notNullValue()).header("Cache-Control", equalTo("no-store"));
        var png = call().accept("image/png").get("/api/sessions/{id}/qr", id).then().statusCode(200).contentType("image/png")
                .extract().asByteArray();
        assertThat(QrReader.read(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(qr);
        assertThat(call().accept("image/svg+xml").get("/api/sessions/{id}/qr", id).then().statusCode(200)
                .contentType("image/svg+xml").extract().asString()).startsWith("<svg ");
        assertThat(call().accept("text/plain").get("/api/sessions/{id}/qr", id).then().statusCode(200).extract().asString())
                .contains("█");
        call().accept("application/json").get("/api/sessions/{id}/events", id).then().body("items.data.qr", hasItem(qr));
    }

    @Test
    void aReasonIsASentenceInTheCallersLanguage() {
        var id = Api.create("Bahasa");
        // For as long as the browser tries again.
        Api.fault("NAVIGATION_FAILURE", Map.of(), 5_000);
        problem(Api.post(id, "start?wait=qr"), 503, "PAGE_UNREACHABLE");
        call().header("Accept-Language", "id-ID,en;q=0.5").get("/api/sessions/{id}", id).then()
                .body("message", startsWith("WhatsApp Web tidak dapat dihubungi."));
        call().header("Accept-Language", "fr").get("/api/sessions/{id}", id).then().body("message",
                startsWith("WhatsApp Web could not be reached."));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("code", equalTo(code))
                .body("status", equalTo(status)).body("detail", notNullValue()).body("title", notNullValue())
                .body("instance", notNullValue());
    }
}
