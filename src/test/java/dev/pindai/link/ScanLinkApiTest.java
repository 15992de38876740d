package dev.pindai.link;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.security.Tokens;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.ScanLinkApi;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scan links as whoever sends them makes, lists and revokes them. */
@QuarkusTest
class ScanLinkApiTest {

    @TestHTTPResource
    String base;
    @Inject
    EntityManager entities;
    @Inject
    ScanLinks links;

    private String session;

    @BeforeEach
    void create() {
        session = Api.create("Toko Melati");
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void theAddressIsToldOnceAndItsTokenIsNowhere() {
        var made = ScanLinkApi.make(session, Map.of("label", " Toko Melati ", "locale", "id", "uses", 2, "expiresIn", 3600))
                .statusCode(201).body("url", matchesPattern(base + "scan/[A-Za-z0-9_-]{43}"))
                .body("label", equalTo("Toko Melati"))
                .body("state", equalTo("OPEN")).body("uses", equalTo(2)).body("used", equalTo(0)).body("usedAt", nullValue())
                .body("locale", equalTo("id")).body("sessionId", equalTo(session)).extract();
        assertThat(Duration.between(Instant.parse(made.path("createdAt")), Instant.parse(made.path("expiresAt")))).hasHours(1);
        list().body("items.id", contains(made.<String> path("id"))).body("items[0]", not(hasKey("url")));

        String token = ScanLinkApi.token(made.path("url"));
        var stored = QuarkusTransaction.requiringNew().call(() -> entities
                .createNativeQuery("select cast(row_to_json(l) as text) from scan_link l where id = :id", String.class)
                .setParameter("id", UUID.fromString(made.path("id"))).getSingleResult().toString());
        assertThat(stored).doesNotContain(token).contains(HexFormat.of().formatHex(Tokens.sha256(token)));
    }

    @Test
    void withoutAWishItIsGoodForADayAndForOneAccount() {
        var made = ScanLinkApi.make(session, Map.of()).statusCode(201).body("uses", equalTo(1)).body("label", nullValue())
                .extract();
        assertThat(Duration.between(Instant.parse(made.path("createdAt")), Instant.parse(made.path("expiresAt")))).hasHours(24);
    }

    @ParameterizedTest
    @CsvSource({ "expiresIn, 59, VALIDATION_FAILED", "uses, 0, VALIDATION_FAILED", "uses, 101, VALIDATION_FAILED",
            "locale, fr, VALIDATION_FAILED", "expiresIn, 2592001, EXPIRY_TOO_LONG" })
    void aWishThatCantBeGrantedIsRefused(String field, String value, String code) {
        var wish = Map.of(field, value.matches("\\d+") ? (Object) Long.valueOf(value) : value);
        ScanLinkApi.make(session, wish).statusCode(400).body("code", equalTo(code));
        list().body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://shop.example.com/thanks", "http://shop.localhost:81/", "https://shop.localhost/",
            "http://shop.localhost.evil.example/", "http://evil.example/http://shop.localhost", "//shop.localhost",
            "http://shop.localhost@evil.example/", "javascript:alert(1)", "/thanks" })
    void itLeadsBackOnlyToSitesThatAreAllowed(String url) {
        ScanLinkApi.make(session, Map.of("returnUrl", url)).statusCode(400).body("code", equalTo("RETURN_URL_NOT_ALLOWED"));
    }

    @Test
    void theRefusalNamesTheSetting() {
        ScanLinkApi.make(session, Map.of("returnUrl", "https://shop.example.com/thanks")).statusCode(400).body("detail",
                containsString("https://shop.example.com, where scan links may not send people: add that origin to "
                        + "pindai.link.return-origins"));
        ScanLinkApi.make(session, Map.of("returnUrl", "http://shop.localhost:80/thanks?order=7#end")).statusCode(201)
                .body("returnUrl", equalTo("http://shop.localhost:80/thanks?order=7#end"));
    }

    @Test
    void openLinksAreCounted() {
        var first = ScanLinkApi.make(session, Map.of()).statusCode(201).extract().<String> path("id");
        for (int made = 2; made <= 10; made++) {
            ScanLinkApi.make(session, Map.of()).statusCode(201);
        }
        ScanLinkApi.make(session, Map.of()).statusCode(409).body("code", equalTo("TOO_MANY_SCAN_LINKS")).body("detail",
                containsString("pindai.link.max-open"));
        ScanLinkApi.make(Api.create("Another"), Map.of()).statusCode(201);
        revoke(first, 204);
        ScanLinkApi.make(session, Map.of()).statusCode(201);

        var page = call().get("/api/sessions/{id}/scan-links?limit=8", session).then().statusCode(200).body("items.size()",
                equalTo(8)).extract();
        call().get("/api/sessions/{id}/scan-links?cursor={at}", session, page.path("nextCursor")).then().statusCode(200)
                .body("items.size()", equalTo(3)).body("items[2].id", equalTo(first))
                .body("items[2].state", equalTo("REVOKED")).body("nextCursor", nullValue());
    }

    @Test
    void ofTwoThatAreMadeAtOnceOneWaitsForTheOther() {
        for (int made = 1; made <= 9; made++) {
            ScanLinkApi.make(session, Map.of()).statusCode(201);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = QuarkusTransaction.requiringNew().call(() -> {
                // As a third one has it: both have come before either of them counts.
                entities.createNativeQuery("select 1 from session where id = :id for no key update")
                        .setParameter("id", UUID.fromString(session)).getResultList();
                var made = IntStream.range(0, 2).mapToObj(
                        i -> threads.submit(() -> ScanLinkApi.make(session, Map.of()).extract().statusCode())).toList();
                Awaitility.await("both to wait").atMost(Duration.ofSeconds(60)).until(() -> waiting() >= 2);
                return made;
            });
            assertThat(both).extracting(Future::get).containsExactlyInAnyOrder(201, 409);
        }
    }

    /** How many wait in the database for somebody else's lock. */
    private long waiting() {
        return QuarkusTransaction.requiringNew().call(() -> (Long) entities.createNativeQuery(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                Long.class).getSingleResult());
    }

    @Test
    void unknownOnesAndThoseOfAnotherSessionAreNotFound() {
        var other = Api.create("Another");
        var id = ScanLinkApi.make(session, Map.of()).statusCode(201).extract().<String> path("id");
        call().delete("/api/sessions/{id}/scan-links/{link}", other, id).then().statusCode(404).body("code",
                equalTo("SCAN_LINK_NOT_FOUND"));
        revoke(UUID.randomUUID().toString(), 404);
        list().body("items[0].state", equalTo("OPEN"));
        ScanLinkApi.make(UUID.randomUUID().toString(), Map.of()).statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        call().get("/api/sessions/{id}/scan-links", UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void theyGoWithTheirSessionAndAreForgottenInTime() {
        var id = ScanLinkApi.make(session, Map.of()).statusCode(201).extract().<String> path("id");
        expired(id, Duration.ofDays(29));
        links.forget();
        list().body("items[0].state", equalTo("EXPIRED"));
        revoke(id, 204);
        list().body("items[0].state", equalTo("EXPIRED"));
        expired(id, Duration.ofDays(31));
        links.forget();
        list().body("items.size()", equalTo(0));

        var url = ScanLinkApi.url(session, Map.of());
        Api.delete(session);
        ScanLinkApi.visitor(url).get("/api/scan").then().statusCode(401);
    }

    @Test
    void fieldsThatAreNoneAreRefused() {
        var wish = new HashMap<String, Object>(Map.of("token", "mine"));
        ScanLinkApi.make(session, wish).statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        call().post("/api/sessions/{id}/scan-links", session).then().statusCode(400).contentType(startsWith(
                "application/problem+json"));
    }

    private void expired(String id, Duration ago) {
        QuarkusTransaction.requiringNew().run(() -> ScanLink.update("expiresAt = ?1 where id = ?2", Instant.now().minus(ago),
                UUID.fromString(id)));
    }

    private io.restassured.response.ValidatableResponse list() {
        return call().get("/api/sessions/{id}/scan-links", session).then().statusCode(200);
    }

    private void revoke(String id, int status) {
        call().delete("/api/sessions/{id}/scan-links/{link}", session, id).then().statusCode(status);
    }
}
