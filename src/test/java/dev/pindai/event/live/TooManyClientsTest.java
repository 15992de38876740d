package dev.pindai.event.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import dev.pindai.event.EventFrame;
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
@Timeout(60)
class TooManyClientsTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    SubscriberRegistry registry;
    @ConfigProperty(name = "pindai.limit.live-clients-per-caller")
    int most;

    @Test
    void oneMoreIsRefusedByEachChannel() throws Exception {
        var others = new ArrayList<Subscriber>();
        try (var socket = LiveClient.connect(base, ""); var stream = SseClient.connect(base, "/api/events")) {
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            while (others.size() < most) {
                others.add(subscribe());
            }
            try (var refused = LiveClient.connect(base, "")) {
                assertThat(refused.awaitClose()).isEqualTo(4429);
                assertThat(refused.closeReason()).contains(most + " live clients");
            }
            given().header(TestKey.HEADER, TestKey.value()).accept("text/event-stream").get("/api/events").then()
                    .statusCode(429).contentType("application/problem+json").body("code", is("TOO_MANY_CLIENTS"))
                    .header("Retry-After", "30").body("detail", containsString(most + " live clients"));
            assertThat(socket.closed()).isNotDone();
        } finally {
            others.forEach(other -> other.close(CloseCode.NORMAL, ""));
        }
        try (var again = SseClient.connect(base, "/api/events")) {
            assertThat(again.answer().statusCode()).isEqualTo(200);
        }
    }

    /** A client that takes nothing: what is counted is that it is there. */
    private Subscriber subscribe() {
        var filter = EventFilter.parse(Map.of());
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
