package dev.pindai.crypto;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.Startup;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;

/** What somebody with a copy of the database reads of the secrets in it: nothing, and what becomes of them when keys change. */
@QuarkusTest
class SecretsAtRestTest {

    private static final String SECRET = "rahasia-of-the-receiver";
    private static final String TOKEN = "Bearer rahasia-of-a-header";
    private static final String GONE = "sealed:1:gone:" + "A".repeat(60);

    @TestHTTPResource(management = true)
    URI management;

    @Inject
    EntityManager entities;
    @Inject
    AgroalDataSource database;
    @Inject
    EncryptionKeys keys;
    @Inject
    Reencryption reencryption;
    @Inject
    @All
    List<SecretOwner> owners;

    @BeforeEach
    @AfterEach
    void clean() {
        update("delete from webhook where url like 'https://many.example/%'");
        HookApi.deleteAll();
        reencryption.run();
    }

    @Test
    void theRowsHoldNoneOfThem() {
        webhook("https://hooks.example.com/");
        proxied();

        assertThat(rows()).hasSize(2).allMatch(row -> row.contains("sealed:1:" + keys.first().id()))
                .noneMatch(row -> row.contains("rahasia"));
    }

    @Test
    void whatIsPlainFromBeforeIsEncryptedAndStillGood() {
        var id = webhook("https://hooks.example.com/");
        var session = proxied();
        update("update webhook set secret = '" + SECRET + "', headers = '{\"Authorization\": \"" + TOKEN + "\"}'");
        update("update session set proxy = proxy || '{\"username\": \"budi\", \"password\": \"rahasia-of-the-proxy\"}'");
        assertThat(rows()).allMatch(row -> row.contains("rahasia"));
        assertThat(Api.get(session).getString("proxy.username")).isEqualTo("budi");

        assertThat(reencryption.run()).as("secret, headers, login").isEqualTo(3);

        assertThat(rows()).noneMatch(row -> row.contains("rahasia"));
        assertThat(Api.get(session).getString("proxy.username")).isEqualTo("budi");
        assertThat(HookApi.get(id).getString("headers.Authorization")).isEqualTo("•••");
    }

    @Test
    void nothingPlainIsLeftOnceItHasStarted() {
        webhook("https://hooks.example.com/");
        update("update webhook set secret = '" + SECRET + "'");
        Startup.again("Reencryption");
        assertThat(rows()).hasSize(1).noneMatch(row -> row.contains("rahasia"));
    }

    @Test
    void whoeverCanWriteToTheDatabaseMovesNoSecretIntoARowOfTheirOwn() throws Exception {
        try (var receiver = new HookReceiver()) {
            var theirs = webhook(receiver.url("/theirs"));
            var own = HookApi.create(receiver.url("/own"), Map.of());
            for (var column : List.of("secret", "headers")) {
                update("update webhook w set %1$s = v.%1$s from webhook v where w.id = '%2$s' and v.id = '%3$s'"
                        .formatted(column, own, theirs));
                call().post("/api/webhooks/{id}/test", own).then().statusCode(503).body("code", equalTo("SECRET_UNREADABLE"))
                        .body("detail", containsString("changed or moved"));
                HookApi.change(own, Map.of("secret", SECRET));
            }
            assertThat(receiver.received()).isEmpty();
        }
    }

    /** With three sets of keys, as processes have them while an operator goes from one key to the next. */
    @Test
    void keysAreChangedInBatchesAndBack() throws Exception {
        update("insert into webhook (id, tenant, tells_codes, url, host, sessions, events, secret, headers, retries, enabled, created_at) "
                + "select gen_random_uuid(), 'default', true, 'https://many.example/' || n, 'many', '{}', '{}', 'rahasia-' || n, "
                + "'{}', '{}', false, now() from generate_series(1, 450) n");
        var young = EncryptionKey.generate();

        assertThat(reencryption.run()).isEqualTo(450);
        assertThat(with(young, keys.first()).run()).isEqualTo(450);
        assertThat(rows()).allMatch(row -> row.contains("sealed:1:" + young.id()));
        assertThat(with(young).run()).as("the old key is not needed any more").isZero();
        assertThat(with(young).status().unreadable()).isEmpty();
        var withoutYoung = with(keys.first());
        assertThat(withoutYoung.run()).isZero();
        assertThat(withoutYoung.status().unreadable()).isEqualTo(Map.of(young.id(), 450));
        assertThat(with(keys.first(), young).run()).isEqualTo(450);
        assertThat(with(keys.first()).run()).isZero();
    }

    @Test
    void aSecretWhoseKeyIsGoneIsSaidAndKept() throws Exception {
        try (var receiver = new HookReceiver()) {
            var id = webhook(receiver.url("/gone"));
            update("update webhook set secret = '" + GONE + "'");
            var session = proxied();
            update("update session set proxy = proxy || '{\"password\": \"" + GONE + "\"}'");
            reencryption.run();

            given().get(management.resolve("/q/health/group/wellness")).then().statusCode(200).body("status", equalTo("UP"))
                    .body("checks.find { it.name == 'encryption' }.data['unreadable with key gone']", equalTo(2));
            given().get(management.resolve("/q/health/ready")).then().statusCode(200);
            call().post("/api/webhooks/{id}/test", id).then().statusCode(503).body("code", equalTo("SECRET_UNREADABLE"))
                    .body("detail", containsString("'gone'")).body("detail", not(containsString("sealed")));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(HookApi.deliveries(id)).singleElement()
                    .satisfies(one -> assertThat(one).containsEntry("status", "PENDING").containsEntry("reason",
                            "SECRET_UNREADABLE")));

            Api.post(session, "start").statusCode(202);
            assertThat(Api.awaitStatus(session, "FAILED").getString("reason")).isEqualTo("PROXY_FAILED");
            assertThat(Api.get(session).getString("detail")).contains("'gone'", "pindai.encryption.keys");

            assertThat(rows()).as("nothing is lost").allMatch(row -> row.contains(GONE));
            HookApi.change(id, Map.of("secret", SECRET));
            call().post("/api/webhooks/{id}/test", id).then().statusCode(200).body("delivered", equalTo(true));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(receiver.received())
                    .extracting(HookReceiver.Received::event).contains("ping", "status"));
        }
    }

    @Test
    void answersHoldNoneOfThem() {
        var id = webhook("https://hooks.example.com/");
        var session = proxied();
        for (var path : List.of("/api/webhooks/" + id, "/api/webhooks", "/api/sessions/" + session, "/api/sessions")) {
            call().get(path).then().statusCode(200).body(not(containsString("rahasia"))).body(not(containsString("sealed")));
        }
        call().get("/api/webhooks/{id}", id).then().body("secret", nullValue());
    }

    private static String webhook(String url) {
        return HookApi.create(url, Map.of("secret", SECRET, "headers", Map.of("Authorization", TOKEN)));
    }

    private static String proxied() {
        return call().body(Map.of("name", "Lewat", "proxy",
                Map.of("server", "http://127.0.0.1:1", "username", "budi", "password", "rahasia-of-the-proxy")))
                .post("/api/sessions")
                .then().statusCode(201).extract().path("id");
    }

    private Reencryption with(EncryptionKey... some) {
        var known = new EncryptionKeys(List.of(some));
        return new Reencryption(owners, new SecretBox(known), known, database);
    }

    @SuppressWarnings("unchecked")
    private List<String> rows() {
        return QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery(
                "select secret || cast(headers as text) from webhook union all select cast(proxy as text) from session",
                String.class).getResultList());
    }

    private void update(String sql) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(sql).executeUpdate());
    }
}
