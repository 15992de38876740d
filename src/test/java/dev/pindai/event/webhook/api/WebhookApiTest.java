package dev.pindai.event.webhook.api;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.HookReceiver.Reply;

import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.response.ValidatableResponse;

/** The contract of the calls about webhooks. */
@QuarkusTest
@Timeout(240)
class WebhookApiTest {

    private static final String UNKNOWN = new UUID(1, 2).toString();
    private static final String HERE = "http://127.0.0.1:9/hook?token=t0ken";

    @BeforeEach
    @AfterEach
    void clean() {
        HookApi.deleteAll();
    }

    @Test
    void aWebhookHearsOfEverythingAndTriesForADayUnlessItIsToldOtherwise() {
        var created = call().body(Map.of("url", HERE)).post("/api/webhooks").then().statusCode(201)
                .header("Location", containsString("/api/webhooks/")).body("sessions", contains("*"))
                .body("events", contains("*"))
                .body("enabled", equalTo(true)).body("disabled", nullValue()).body("headers", equalTo(Map.of()))
                .body("retries", equalTo(Map.of("policy", "exponential", "attempts", 100, "delaySeconds", 2, "maxDelaySeconds",
                        900, "totalSeconds", 86_400)))
                .body("timeoutSeconds", nullValue()).body("sessionId", nullValue()).body("pending", equalTo(0))
                .body("dead", equalTo(0)).extract();
        assertThat(created.<String> path("secret")).startsWith("whsec_").hasSizeGreaterThan(40);
        call().get(created.header("Location")).then().statusCode(200).body("url", equalTo(HERE)).body("$",
                not(hasKey("secret")));
    }

    @Test
    void whatIsSecretIsToldOnceOrNever() {
        var id = call()
                .body(Map.of("url", HERE, "secret", "my-secret-key", "headers", Map.of("Authorization", "Bearer s3cr3t")))
                .post("/api/webhooks").then().statusCode(201).body("$", not(hasKey("secret")))
                .body("headers.Authorization", equalTo("•••")).extract().<String> path("id");
        assertThat(call().get("/api/webhooks").then().statusCode(200).extract().asString()).doesNotContain("my-secret-key",
                "s3cr3t");
        var rotated = call().body(Map.of("rotateSecret", true)).patch("/api/webhooks/{id}", id).then().statusCode(200).extract()
                .<String> path("secret");
        assertThat(rotated).startsWith("whsec_");
        call().body(Map.of("secret", "another-secret")).patch("/api/webhooks/{id}", id).then().statusCode(200).body("$",
                not(hasKey("secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1:10/hook?token=t0ken", "https://127.0.0.1:9/hook?token=t0ken" })
    void theValuesOfHeadersDoNotGoToAnotherReceiver(String elsewhere) {
        var id = HookApi.create(HERE, Map.of("headers", Map.of("Authorization", "Bearer s3cr3t")));
        for (Map<String, Object> body : List.<Map<String, Object>> of(Map.of("url", elsewhere),
                Map.of("url", elsewhere, "headers", Map.of("authorization", "•••", "X-A", "b")))) {
            assertThat(problem(call().body(body).patch("/api/webhooks/{id}", id).then(), 400, "WEBHOOK_HEADERS_REQUIRED")
                    .extract().<String> path("detail")).contains("send headers anew");
        }
        call().get("/api/webhooks/{id}", id).then().body("url", equalTo(HERE)).body("headers.Authorization", equalTo("•••"));
        call().body(Map.of("url", elsewhere, "headers", Map.of("Authorization", "Bearer other")))
                .patch("/api/webhooks/{id}", id)
                .then().statusCode(200).body("url", equalTo(elsewhere)).body("headers.Authorization", equalTo("•••"));
        call().body(Map.of("url", HERE, "headers", Map.of())).patch("/api/webhooks/{id}", id).then().statusCode(200)
                .body("headers", equalTo(Map.of()));
        call().body(Map.of("url", elsewhere)).patch("/api/webhooks/{id}", id).then().statusCode(200);
    }

    @Test
    void theValuesOfHeadersStayWhereTheReceiverDoes() {
        var id = HookApi.create(HERE, Map.of("headers", Map.of("Authorization", "Bearer s3cr3t")));
        call().body(Map.of("url", "HTTP://127.0.0.1:9/other")).patch("/api/webhooks/{id}", id).then().statusCode(200)
                .body("headers.Authorization", equalTo("•••"));
    }

    @Test
    void changesLeaveTheRestAsItIs() {
        var session = Api.create("Toko");
        var id = HookApi.create(HERE,
                Map.of("events", List.of("ready", "qr"), "retries", Map.of("policy", "LINEAR", "attempts", 3)));
        call().body(Map.of("sessions", List.of(session), "retries", Map.of("delaySeconds", 7), "timeoutSeconds", 5))
                .patch("/api/webhooks/{id}", id).then().statusCode(200).body("url", equalTo(HERE))
                .body("sessions", contains(session)).body("events", contains("qr", "ready"))
                .body("retries.policy", equalTo("linear")).body("retries.attempts", equalTo(3))
                .body("retries.delaySeconds", equalTo(7)).body("timeoutSeconds", equalTo(5));
        call().body(Map.of("sessions", List.of("*"), "enabled", false)).patch("/api/webhooks/{id}", id).then()
                .body("sessions", contains("*")).body("enabled", equalTo(false)).body("disabled.reason", equalTo("PAUSED"));
        call().body(Map.of("enabled", true)).patch("/api/webhooks/{id}", id).then().body("enabled", equalTo(true))
                .body("disabled", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                                                         | VALIDATION_FAILED       | must not be blank",
            "{\"url\": \"ftp://example.com\"}                           | INVALID_WEBHOOK_URL     | https://",
            "{\"url\": \"http://127.0.0.2/\"}                           | WEBHOOK_ADDRESS_REFUSED | 127.0.0.2 is loopback",
            "{\"url\": \"http://169.254.169.254/latest\"}               | WEBHOOK_ADDRESS_REFUSED | metadata service",
            "{\"url\": \"http://[::1]/\"}                               | WEBHOOK_ADDRESS_REFUSED | allowed-networks",
            "{\"url\": \"http://127.0.0.1\", \"events\": [\"redy\"]}      | UNKNOWN_EVENT           | 'redy'",
            "{\"url\": \"http://127.0.0.1\", \"sessions\": [\"toko\"]}    | UNKNOWN_SESSION         | 'toko'",
            "{\"url\": \"http://127.0.0.1\", \"sessions\": [\"00000000-0000-0001-0000-000000000002\"]} | UNKNOWN_SESSION | There is no session",
            "{\"url\": \"http://127.0.0.1\", \"secret\": \"short\"}       | VALIDATION_FAILED       | secret",
            "{\"url\": \"http://127.0.0.1\", \"headers\": {\"Host\": \"a\"}} | INVALID_WEBHOOK_HEADER | 'Host'",
            "{\"url\": \"http://127.0.0.1\", \"retries\": {\"attempts\": 0}} | VALIDATION_FAILED     | retries.attempts",
            "{\"url\": \"http://127.0.0.1\", \"retries\": {\"policy\": \"x\"}} | MALFORMED_BODY       | retries.policy",
            "{\"url\": \"http://127.0.0.1\", \"timeoutSeconds\": 61}      | VALIDATION_FAILED       | timeoutSeconds",
            "{\"url\": \"http://127.0.0.1\", \"hmac\": {}}                | MALFORMED_BODY          | hmac" })
    void whatCantBeIsRefusedWithWhatToMend(String body, String code, String words) {
        var answer = problem(call().body(body).post("/api/webhooks").then(), 400, code).extract().asString();
        assertThat(answer).contains(words);
        call().get("/api/webhooks").then().body("items", empty());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        problem(call().get("/api/webhooks/{id}", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        problem(call().body("{}").patch("/api/webhooks/{id}", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        problem(call().delete("/api/webhooks/{id}", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        problem(call().post("/api/webhooks/{id}/test", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        problem(call().get("/api/webhooks/{id}/deliveries", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        problem(call().body("{}").post("/api/webhooks/{id}/redeliver", UNKNOWN).then(), 404, "WEBHOOK_NOT_FOUND");
        var id = HookApi.create(HERE, Map.of());
        problem(call().get("/api/webhooks/{id}/deliveries/{delivery}", id, UNKNOWN).then(), 404, "DELIVERY_NOT_FOUND");
        problem(call().post("/api/webhooks/{id}/deliveries/{delivery}/redeliver", id, UNKNOWN).then(), 404,
                "DELIVERY_NOT_FOUND");
        problem(call().get("/api/webhooks/{id}/deliveries?status=GONE", id).then(), 400, "VALIDATION_FAILED")
                .body("errors[0].field", equalTo("status"));
        problem(call().get("/api/webhooks/{id}/deliveries?cursor=x", id).then(), 400, "VALIDATION_FAILED");
        problem(call().body(Map.of("status", "PENDING")).post("/api/webhooks/{id}/redeliver", id).then(), 400,
                "VALIDATION_FAILED");
    }

    @Test
    void theListHasPagesAndCanBeOfOneSession() {
        var session = Api.create("Toko");
        var other = Api.create("Lain");
        var all = HookApi.create(HERE, Map.of());
        var ofOne = HookApi.create(HERE, Map.of("sessions", List.of(session)));
        var ofOther = HookApi.create(HERE, Map.of("sessions", List.of(other)));
        var first = call().get("/api/webhooks?limit=2").then().statusCode(200).body("items.id", contains(ofOther, ofOne))
                .extract().<String> path("nextCursor");
        call().get("/api/webhooks?limit=2&cursor=" + first).then().body("items.id", contains(all)).body("nextCursor",
                nullValue());
        call().get("/api/webhooks?session=" + session).then().body("items.id", contains(ofOne, all));
        problem(call().get("/api/webhooks?session=toko").then(), 400, "VALIDATION_FAILED");
        call().delete("/api/webhooks/{id}", all).then().statusCode(204);
        call().get("/api/webhooks").then().body("items", hasSize(2)).body("items.id", everyItem(notNullValue()));
    }

    @Test
    void aTestTellsWhatCameBack() {
        try (var receiver = new HookReceiver()) {
            receiver.answer(
                    request -> new Reply(418, Map.of("Content-Type", "text/plain"), "your " + request.headers().get("x-key")));
            var id = HookApi.create(receiver.url("/hook"),
                    Map.of("headers", Map.of("X-Key", "s3cr3t-value"), "enabled", false));
            call().post("/api/webhooks/{id}/test", id).then().statusCode(200).body("delivered", equalTo(false))
                    .body("reason", equalTo("HTTP_STATUS")).body("detail", equalTo("It answered 418"))
                    .body("response.status", equalTo(418)).body("response.body", equalTo("your •••"))
                    .body("request.headers.X-Key", equalTo("•••")).body("request.body.event", equalTo("ping"));
            var ping = receiver.received().getFirst();
            assertThat(ping.json().at("/data/webhookId").asText()).isEqualTo(id);
            assertThat(ping.headers()).containsKeys("x-webhook-hmac", "x-pindai-signature").containsEntry("x-key",
                    "s3cr3t-value");
            receiver.answer(204);
            call().post("/api/webhooks/{id}/test", id).then().body("delivered", equalTo(true)).body("reason", nullValue());
            receiver.close();
            // A connection that was kept ends in another way.
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> call().post("/api/webhooks/{id}/test", id).then().extract().<String> path("reason"),
                            "CONNECT_FAILED"::equals);
            call().post("/api/webhooks/{id}/test", id).then().body("delivered", equalTo(false))
                    .body("reason", equalTo("CONNECT_FAILED")).body("response", nullValue())
                    .body("detail", containsString("nothing listens there"));
            assertThat(HookApi.deliveries(id)).isEmpty();
        }
    }

    @Test
    void aSessionAndItsWebhooksAreMadeTogetherOrNotAtAll() {
        problem(call().body(Map.of("name", "Gagal", "webhooks", List.of(Map.of("url", HERE), Map.of("url", "ftp://x"))))
                .post("/api/sessions").then(), 400, "INVALID_WEBHOOK_URL");
        problem(call().body(Map.of("name", "Gagal", "webhooks", List.of(Map.of("url", HERE, "sessions", List.of("*")))))
                .post("/api/sessions").then(), 400, "VALIDATION_FAILED");
        problem(call().body(Map.of("name", "Gagal", "proxy", Map.of("server", "x"), "webhooks", List.of(Map.of("url", HERE))))
                .post("/api/sessions").then(), 400, "INVALID_PROXY");
        call().get("/api/sessions").then().body("items", empty());
        call().get("/api/webhooks").then().body("items", empty());
        var made = call().body(Map.of("name", "Toko", "webhooks", List.of(Map.of("url", HERE, "events", List.of("qr")))))
                .post("/api/sessions").then().statusCode(201).body("name", equalTo("Toko")).body("status", equalTo("STOPPED"))
                .body("webhooks", hasSize(1)).body("webhooks[0].secret", startsWith("whsec_")).extract();
        String session = made.path("id");
        call().get("/api/webhooks?session=" + session).then().body("items", hasSize(1))
                .body("items[0].sessionId", equalTo(session)).body("items[0].sessions", contains(session));
        problem(call().body(Map.of("sessions", List.of("*"))).patch("/api/webhooks/{id}", made.<String> path("webhooks[0].id"))
                .then(), 400, "VALIDATION_FAILED");
        call().body(Map.of("name", "Tanpa")).post("/api/sessions").then().statusCode(201).body("$", not(hasKey("webhooks")));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("code", equalTo(code)).body("detail",
                notNullValue());
    }

    private static org.hamcrest.Matcher<Map<? extends String, ?>> hasKey(String key) {
        return org.hamcrest.Matchers.hasKey(key);
    }
}
