package dev.pindai.event.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Socket.IO clients with keys that may less than the admin key, of two tenants, and with tickets. */
@QuarkusTest
@Timeout(240)
class SocketIoKeysTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;

    private String mine;
    private String theirs;
    private UUID session;
    private UUID theirSession;

    @BeforeEach
    void twoTenants() {
        mine = Keys.of("socketio-mine", "read", "control");
        theirs = Keys.of("socketio-theirs", "read", "control");
        session = create(mine);
        theirSession = create(theirs);
    }

    @AfterEach
    void clean() {
        Keys.with(mine).delete("/api/sessions/{id}", session).then().statusCode(204);
        Keys.with(theirs).delete("/api/sessions/{id}", theirSession).then().statusCode(204);
    }

    @Test
    void itHearsItsOwnTenantAlsoOfSessionsThatComeLater() throws Exception {
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(token(mine))).startsWith("40{");
            // What is not live yet is read from the log, which is narrowed besides.
            client.await("42[\"status\"");
            streams.append(new SessionEvent.Authenticated(session));
            client.await("42[\"authenticated\"");
            streams.ready(theirSession, 1);
            var later = create(theirs);
            streams.ready(session, 2);
            client.await("42[\"ready\"");
            assertThat(client.got()).filteredOn(packet -> packet.startsWith("42")).isNotEmpty()
                    .allSatisfy(packet -> assertThat(packet).contains(session.toString()));
            Keys.with(theirs).delete("/api/sessions/{id}", later).then().statusCode(204);
        }
    }

    @Test
    void anotherTenantsSessionDoesNotExist() throws Exception {
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(token(mine).replace("}", ",\"session\":\"" + theirSession + "\"}"))).startsWith("44{")
                    .contains("SESSION_NOT_FOUND");
        }
    }

    @Test
    void withoutReadNobodyIsLetIn() throws Exception {
        var key = Keys.of("socketio-mine", "control", "webhooks", "send");
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(token(key))).startsWith("44{").contains("SCOPE_MISSING", "'read'");
            assertThat(client.connect(token("pindai_aaaaaaaa_" + "b".repeat(43)))).startsWith("44{").contains("UNAUTHORIZED");
            assertThat(client.connect(token(mine))).as("the right one, after all").startsWith("40{");
        }
        try (var client = RawClient.open(base, TestKey.HEADER, key)) {
            assertThat(client.connect("")).startsWith("44{").contains("SCOPE_MISSING");
        }
    }

    @Test
    void aTicketLetsInOnce() throws Exception {
        var ticket = Keys.with(mine).post("/api/ws-tickets").then().statusCode(200).extract().<String> path("ticket");
        try (var client = RawClient.open(base); var second = RawClient.open(base)) {
            assertThat(client.connect("{\"ticket\":\"" + ticket + "\"}")).startsWith("40{");
            assertThat(client.await("42")).contains(session.toString());
            assertThat(second.connect("{\"ticket\":\"" + ticket + "\"}")).startsWith("44{").contains("UNAUTHORIZED");
        }
    }

    @Test
    void codesAreForThoseWhoMayControl() throws Exception {
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(token(Keys.of("socketio-mine", "read")))).startsWith("40{");
            var now = java.time.Instant.now();
            streams.append(new SessionEvent.Qr(session, "2@secret", 1, 6, now, now.plusSeconds(60)));
            assertThat(client.await("42[\"qr\"")).contains("\"withheld\":true").doesNotContain("2@secret");
        }
    }

    @Test
    void aRevokedKeyEndsItsConnections() throws Exception {
        var key = Keys.create(Map.of("tenant", "socketio-mine", "scopes", List.of("read")));
        try (var client = new RawSocket(base, null)) {
            assertThat(client.next()).startsWith("0{");
            client.say("40" + token(key.getString("key")));
            assertThat(client.next()).startsWith("40{");
            Api.call().delete("/api/keys/{id}", key.getString("id")).then().statusCode(204);
            assertThat(client.closedWith()).isEqualTo(4401);
        }
    }

    private static UUID create(String key) {
        return UUID.fromString(Keys.with(key).body(Map.of("name", "Toko")).post("/api/sessions").then().statusCode(201)
                .extract().path("id"));
    }

    private static String token(String key) {
        return "{\"token\":\"" + key + "\"}";
    }
}
