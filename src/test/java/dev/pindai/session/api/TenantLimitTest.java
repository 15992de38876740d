package dev.pindai.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;

import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.response.ValidatableResponse;

/** A tenant has so much and no more, so that there is something left for the others. */
@QuarkusTest
class TenantLimitTest {

    private static final Map<String, String> HOOK = Map.of("url", "http://127.0.0.1:9/");

    @ConfigProperty(name = "pindai.limit.sessions-per-tenant")
    int sessions;
    @ConfigProperty(name = "pindai.webhook.max-webhooks-per-tenant")
    int webhooks;

    private String key;

    @BeforeEach
    void tenant() {
        key = Keys.of("melati-" + UUID.randomUUID().toString().substring(0, 8), "admin");
    }

    @AfterEach
    void clean() {
        for (var path : List.of("/api/webhooks", "/api/sessions")) {
            Keys.with(key).get(path + "?limit=200").jsonPath().getList("items.id", String.class)
                    .forEach(id -> Keys.with(key).delete(path + "/{id}", id).then().statusCode(204));
        }
        Api.deleteAll();
    }

    @Test
    void oneSessionMoreIsRefusedUntilOneIsDeleted() {
        for (int i = 0; i < sessions; i++) {
            session("Sesi " + i).statusCode(201);
        }
        session("Satu lagi").statusCode(409).body("code", is("TOO_MANY_SESSIONS"))
                .body("detail", containsString("pindai.limit.sessions-per-tenant"));
        Keys.with(key).contentType("application/octet-stream").header("X-Archive-Passphrase", "a passphrase of a test")
                .body(new byte[100]).post("/api/session-imports").then().statusCode(409).body("code", is("TOO_MANY_SESSIONS"));
        Api.create("Penyewa lain");
        String first = Keys.with(key).get("/api/sessions").path("items[0].id");
        Keys.with(key).delete("/api/sessions/{id}", first).then().statusCode(204);
        session("Satu lagi").statusCode(201);
    }

    @Test
    void whoeverAsksForManyAtOnceGetsNoMore() {
        var asked = IntStream.range(0, sessions + 8).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> session("Sesi " + i).extract().statusCode(), Thread::startVirtualThread)).toList();
        assertThat(asked.stream().map(CompletableFuture::join).filter(status -> status == 201)).hasSize(sessions);
    }

    @Test
    void oneWebhookMoreIsRefusedUntilOneIsDeleted() {
        for (int i = 0; i < webhooks; i++) {
            webhook().statusCode(201);
        }
        webhook().statusCode(409).body("code", is("TOO_MANY_WEBHOOKS"))
                .body("detail", containsString("pindai.webhook.max-webhooks-per-tenant"));
        String others = Api.call().body(HOOK).post("/api/webhooks").then().statusCode(201).extract().path("id");
        Api.call().delete("/api/webhooks/{id}", others).then().statusCode(204);
        String first = Keys.with(key).get("/api/webhooks").path("items[0].id");
        Keys.with(key).delete("/api/webhooks/{id}", first).then().statusCode(204);
        webhook().statusCode(201);
    }

    @Test
    void whoRunsTheServerHasTheRest() {
        for (int i = 0; i <= sessions; i++) {
            Api.create("Sesi " + i);
        }
    }

    private ValidatableResponse session(String name) {
        return Keys.with(key).body(Map.of("name", name)).post("/api/sessions").then();
    }

    private ValidatableResponse webhook() {
        return Keys.with(key).body(HOOK).post("/api/webhooks").then();
    }
}
