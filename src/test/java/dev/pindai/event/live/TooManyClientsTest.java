package dev.pindai.event.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import dev.pindai.event.EventFrame;
import dev.pindai.security.Callers;
import dev.pindai.security.Knock;
import dev.pindai.tenant.Realm;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller has so many live clients and no more, over all channels; whoever leaves makes room. */
@QuarkusTest
@Timeout(240)
class TooManyClientsTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    SubscriberRegistry registry;
    @Inject
    Callers callers;
    @ConfigProperty(name = "pindai.limit.live-clients-per-caller")
    int most;

    @Test
    void oneMoreIsRefusedByEachChannel() throws Exception {
        var others = new ArrayList<Subscriber>();
        // By a way that tells who a key's holder is.
        var admin = callers.holder(TestKey.value(), new Knock(Optional.empty(), "127.0.0.1")).toCompletableFuture().join()
                .orElseThrow().realm();
        try (var socket = LiveClient.connect(base, ""); var stream = SseClient.connect(base, "/api/events")) {
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            while (others.size() < most) {
                others.add(subscribe(admin));
            }
            try (var refused = LiveClient.connect(base, "")) {
                assertThat(refused.awaitClose()).isEqualTo(4429);
                assertThat(refused.closeReason()).contains(most + " live clients");
            }
            given().header(TestKey.HEADER, TestKey.value()).accept("text/event-stream").get("/api/events").then()
                    .statusCode(429).contentType("application/problem+json").body("code", is("TOO_MANY_CLIENTS"))
                    .header("Retry-After", "30").body("detail", containsString(most + " live clients"));
            assertThat(socket.closed()).isNotDone();
            var somebodyElse = subscribe(new Realm(admin.tenant(), Set.of(), true, "somebody else"));
            assertThat(registry.listens(somebodyElse)).isTrue();
            others.add(somebodyElse);
        } finally {
            others.forEach(other -> other.close(CloseCode.NORMAL, ""));
        }
        try (var again = SseClient.connect(base, "/api/events")) {
            assertThat(again.answer().statusCode()).isEqualTo(200);
        }
    }

    /** A client that takes nothing: what is counted is that it is there. */
    private Subscriber subscribe(Realm realm) {
        var filter = EventFilter.parse(Map.of(), realm);
        return registry.subscribe(filter, Start.parse(Map.<String, List<String>> of(), filter), new Deaf(), EventFrame::event);
    }

    private static final class Deaf implements Channel {

        @Override
        public void send(String text, Consumer<Throwable> done) {
            // Never done.
        }

        @Override
        public void ping() {
            // Never answered.
        }

        @Override
        public void close(CloseCode code, String reason) {
            // Nobody is there.
        }
    }
}
