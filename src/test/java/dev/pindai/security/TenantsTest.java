package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Operations;
import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is another tenant's does not exist, whichever way it is asked for; nor does, for a key that is for certain sessions, any
 * other session of its own tenant.
 */
@QuarkusTest
@Timeout(240)
class TenantsTest {

    private static final String NAME = "Toko Melati";
    private static final String OTHERS = "Warung Kenanga";
    private static final Set<String> WITHOUT_A_SESSION = Set.of("/api/keys/{id}", "/api/keys/{id}/rotate");

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;

    /** Two tenants, each with a session, a webhook that got something, and a key; fresh ones for each test. */
    private final String tenant = "melati-" + UUID.randomUUID().toString().substring(0, 8);
    private final String other = "kenanga-" + UUID.randomUUID().toString().substring(0, 8);
    private final HookReceiver receiver = new HookReceiver();
    private String mine;
    private String theirs;
    private String session;
    private String theirSession;
    private String theirHook;
    private String theirDelivery;
    private String theirKey;
    private String theirSignIn;

    @BeforeEach
    void twoTenants() {
        mine = Keys.of(tenant, "admin");
        theirs = Keys.of(other, "admin");
        session = create(mine, NAME);
        theirSession = create(theirs, OTHERS);
        theirHook = Keys.with(theirs).body(Map.of("url", receiver.url("/theirs"))).post("/api/webhooks").then()
                .statusCode(201).extract().path("id");
        streams.ready(UUID.fromString(theirSession), 7);
        theirDelivery = await().atMost(Duration.ofSeconds(60)).until(() -> Keys.with(theirs)
                .get("/api/webhooks/{id}/deliveries", theirHook).then().extract().path("items[0].id"), id -> id != null);
        PageVisitor.with(theirs, base);
        theirSignIn = Keys.with(theirs).get("/api/sign-ins").then().statusCode(200).extract().path("items[0].id");
        theirKey = Keys.with(theirs).get("/api/keys").then().statusCode(200).extract().path("items[0].id");
    }

    @AfterEach
    void clean() {
        List.of(mine, theirs).forEach(key -> {
            ids(key, "/api/webhooks").forEach(id -> Keys.with(key).delete("/api/webhooks/{id}", id));
            ids(key, "/api/sessions").forEach(id -> Keys.with(key).delete("/api/sessions/{id}", id));
        });
        receiver.close();
    }

    @Test
    void whatIsAnotherTenantsIsFoundByNoCall() {
        assertNothingIsFoundWith(mine);
        Keys.with(mine).body(Map.of("name", "Theirs", "scopes", List.of("read"), "sessions", List.of(theirSession)))
                .post("/api/keys").then().statusCode(400).body("code", is("UNKNOWN_SESSION"));
    }

    @Test
    void theAdminKeySeesNoSessionsOfOtherTenantsEither() {
        Api.call().get("/api/sessions/{id}", theirSession).then().statusCode(404);
        Api.call().get("/api/webhooks/{id}", theirHook).then().statusCode(404);
        assertThat(ids(TestKey.value(), "/api/sessions")).doesNotContain(theirSession, session);
        assertThat(ids(TestKey.value(), "/api/keys")).as("keys it made itself").contains(theirKey);
    }

    @Test
    void aKeyForCertainSessionsFindsNoOthersOfItsTenant() {
        var second = create(theirs, NAME);
        var limited = Keys.limited(other, List.of(second), "admin");
        assertNothingIsFoundWith(limited);
        Keys.with(limited).get("/api/sessions/{id}", second).then().statusCode(200);
        assertThat(ids(limited, "/api/sessions")).containsExactly(second);
        assertThat(ids(limited, "/api/webhooks")).as("one that hears of all").isEmpty();
        Keys.with(limited).body(Map.of("name", "New")).post("/api/sessions").then().statusCode(403)
                .body("code", is("KEY_LIMITED"));
        var hook = Keys.with(limited).body(Map.of("url", receiver.url("/second"))).post("/api/webhooks").then()
                .statusCode(201).extract().jsonPath();
        assertThat(hook.getList("sessions")).as("all that it may see").containsExactly(second);
        assertThat(ids(limited, "/api/webhooks")).containsExactly(hook.getString("id"));
        Keys.with(limited).body(Map.of("sessions", List.of("*"))).patch("/api/webhooks/{id}", hook.getString("id")).then()
                .statusCode(200).body("sessions", is(List.of(second)));
        streams.ready(UUID.fromString(second), 8);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.received().stream().anyMatch(request -> request.path().equals("/second")));
        try (var live = LiveClient.connectAs(limited, base, "session=*&cursor=0")) {
            live.await("ready");
            assertThat(live.frames()).extracting(TenantsTest::sessionOf).containsOnly(second);
        }
    }

    /** Every call of the API that is about something that has an id, and all lists. */
    private void assertNothingIsFoundWith(String key) {
        var tried = new HashSet<String>();
        Operations.read().stream().filter(call -> call.template().startsWith("/api/") && call.template().contains("{"))
                .forEach(call -> {
                    var ids = call.template().startsWith("/api/sessions/") ? new String[] { theirSession }
                            : call.template().startsWith("/api/webhooks/") ? new String[] { theirHook, theirDelivery }
                                    : new String[] { call.template().startsWith("/api/sign-ins/") ? theirSignIn : theirKey };
                    call.as(key, ids).then().statusCode(404).body("code", is(codeOf(call.template())));
                    tried.add(call.name());
                });
        assertThat(tried).hasSizeGreaterThanOrEqualTo(27);
        assertThat(ids(key, "/api/sessions")).doesNotContain(theirSession);
        assertThat(ids(key, "/api/sessions?q=kenanga")).isEmpty();
        assertThat(ids(key, "/api/webhooks")).doesNotContain(theirHook);
        assertThat(ids(key, "/api/webhooks?session=" + theirSession)).isEmpty();
        assertThat(ids(key, "/api/keys")).doesNotContain(theirKey);
        assertThat(ids(key, "/api/sign-ins")).doesNotContain(theirSignIn);
        assertThat(ids(theirs, "/api/sign-ins")).containsExactly(theirSignIn);
        Keys.with(key).body(Map.of("url", receiver.url("/"), "sessions", List.of(theirSession))).post("/api/webhooks").then()
                .statusCode(400).body("code", is("UNKNOWN_SESSION"));
        Keys.with(key).body(Map.of("sessions", List.of(theirSession))).post("/api/ws-tickets").then().statusCode(404);
        Keys.with(key).post("/api/sessions/{id}/start?wait=qr", theirSession).then().statusCode(404);
        assertNothingIsHeardWith(key);
        assertNothingIsShownWith(key);
        var untouched = Keys.with(theirs).get("/api/sessions/{id}", theirSession).jsonPath();
        assertThat(untouched.getString("name")).isEqualTo(OTHERS);
        assertThat(untouched.getString("status")).isEqualTo("STOPPED");
    }

    private void assertNothingIsHeardWith(String key) {
        for (var query : List.of("session=" + theirSession, "session=" + theirSession + "&after=0",
                "session=" + session + "," + theirSession, "session=" + session + "," + theirSession + "&cursor=0")) {
            try (var live = LiveClient.connectAs(key, base, query)) {
                assertThat(live.awaitClose()).as(query).isEqualTo(4404);
                assertThat(live.frames()).isEmpty();
            }
        }
        for (var path : List.of("/api/sessions/" + theirSession + "/events", "/api/events?session=" + theirSession)) {
            Keys.with(key).accept("text/event-stream").get(path).then().statusCode(404).body("code", is("SESSION_NOT_FOUND"));
        }
    }

    private void assertNothingIsShownWith(String key) {
        for (var path : List.of("/", "/?q=Kenanga", "/webhooks", "/keys", "/sign-ins")) {
            Keys.with(key).accept("text/html").get(path).then().statusCode(200)
                    .body(not(containsString(OTHERS)), not(containsString(theirSession)), not(containsString(theirHook)),
                            not(containsString(theirKey)), not(containsString(theirSignIn)));
        }
        for (var path : List.of("/sessions/" + theirSession, "/webhooks/" + theirHook)) {
            Keys.with(key).accept("text/html").get(path).then().statusCode(404).body(not(containsString(OTHERS)));
        }
    }

    private static String codeOf(String template) {
        return WITHOUT_A_SESSION.contains(template) ? "KEY_NOT_FOUND"
                : template.startsWith("/api/sign-ins/") ? "SIGN_IN_NOT_FOUND"
                        : template.startsWith("/api/webhooks/") ? "WEBHOOK_NOT_FOUND" : "SESSION_NOT_FOUND";
    }

    @Test
    void whoeverListensToEverythingHearsTheirOwnTenant() throws Exception {
        try (var live = LiveClient.connectAs(mine, base, "session=*");
                var past = LiveClient.connectAs(mine, base, "session=*&cursor=0");
                var sse = SseClient.connect(base, "/api/events?session=*", TestKey.HEADER, mine)) {
            live.await("status");
            sse.await(1);
            var later = create(theirs, OTHERS);
            streams.ready(UUID.fromString(later), 1);
            // An event that nobody told of comes by another way.
            streams.appendElsewhere(UUID.fromString(later));
            streams.appendElsewhere(UUID.fromString(theirSession));
            Keys.with(theirs).delete("/api/sessions/{id}", later).then().statusCode(204);
            var own = create(mine, NAME);
            streams.appendElsewhere(UUID.fromString(own));
            live.await("authenticated");
            past.await("authenticated");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sse.messages().stream().anyMatch(message -> message.event().equals("authenticated")));
            for (var frames : List.of(live.frames(), past.frames(), sse.messages().stream().map(SseClient.Message::data)
                    .toList())) {
                assertThat(frames).extracting(TenantsTest::sessionOf).containsOnly(session, own);
            }
            var cursor = live.frames().getLast().get("cursor").asText();
            try (var resumed = LiveClient.connectAs(theirs, base, "session=*&cursor=" + cursor)) {
                streams.ready(UUID.fromString(theirSession), 9);
                resumed.await("ready");
                // What is no longer there is theirs, too: whether the place is before or after it is a matter of moments.
                assertThat(resumed.frames()).as("somebody else's place").extracting(TenantsTest::sessionOf)
                        .contains(theirSession).isSubsetOf(theirSession, later);
            }
        }
    }

    @Test
    void whatHappenedToADeletedSessionStaysWithItsTenant() {
        Keys.with(theirs).delete("/api/sessions/{id}", theirSession).then().statusCode(204);
        try (var live = LiveClient.connectAs(theirs, base, "session=*&cursor=0")) {
            live.await("deleted");
        }
        try (var live = LiveClient.connectAs(mine, base, "session=*&cursor=0")) {
            streams.ready(UUID.fromString(session), 1);
            live.await("ready");
            assertThat(live.frames()).extracting(TenantsTest::sessionOf).containsOnly(session);
        }
        try (var live = LiveClient.connectAs(mine, base, "session=" + theirSession + "&after=1")) {
            assertThat(live.awaitClose()).isEqualTo(4404);
        }
    }

    @Test
    void webhooksHearOfTheirOwnTenant() {
        var hook = Keys.with(mine).body(Map.of("url", receiver.url("/mine"))).post("/api/webhooks").then().statusCode(201)
                .extract().<String> path("id");
        streams.ready(UUID.fromString(theirSession), 2);
        streams.append(new SessionEvent.Authenticated(UUID.fromString(session)));
        await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received().stream().map(HookReceiver.Received::path)
                .toList().containsAll(List.of("/mine", "/theirs")));
        assertThat(receiver.received()).filteredOn(request -> request.path().equals("/mine"))
                .extracting(HookReceiver.Received::sessionId).containsOnly(session);
        assertThat(receiver.received()).filteredOn(request -> request.path().equals("/theirs"))
                .extracting(HookReceiver.Received::sessionId).containsOnly(theirSession);
        assertThat(Keys.with(mine).get("/api/webhooks/{id}/deliveries", hook).jsonPath().getList("items.sessionId"))
                .containsOnly(session);
    }

    private static String sessionOf(JsonNode frame) {
        return frame.get("sessionId").asText();
    }

    private static String create(String key, String name) {
        return Keys.with(key).body(Map.of("name", name)).post("/api/sessions").then().statusCode(201).extract().path("id");
    }

    private static List<String> ids(String key, String path) {
        return Keys.with(key).get(path).then().statusCode(200).extract().path("items.id");
    }
}
