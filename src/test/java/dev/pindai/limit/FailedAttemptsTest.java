package dev.pindai.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import dev.pindai.security.Caller;
import dev.pindai.security.Callers;
import dev.pindai.security.Knock;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.ScanLinkApi;
import dev.pindai.testsupport.TestKey;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever tries keys is looked at no more, whichever way they try; others are. */
@QuarkusTest
class FailedAttemptsTest {

    private static final String WRONG = "surely-not-the-key-of-this";

    @TestHTTPResource("/")
    URI base;
    @Inject
    Callers callers;
    @ConfigProperty(name = "pindai.limit.failed-attempts")
    int most;

    private TrustedProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = TrustedProxy.before(base);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void afterSoManyWrongKeysNotEvenTheRightOneIsLookedAt() throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(call("203.0.113.101", WRONG + i).statusCode()).isEqualTo(401);
        }
        var refused = call("203.0.113.101", WRONG);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("TOO_MANY_REQUESTS", "Too many wrong keys");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 120L);
        assertThat(call("203.0.113.101", TestKey.value()).statusCode()).as("the right one").isEqualTo(429);
        assertThat(call("203.0.113.102", TestKey.value()).statusCode()).as("somebody else").isEqualTo(404);
        assertThat(proxy.get("/login", "X-Forwarded-For", "203.0.113.101").statusCode()).as("no key at all").isEqualTo(200);
    }

    @Test
    void whoWasThereBeforeGoesOn() throws Exception {
        assertThat(call("203.0.113.103", TestKey.value()).statusCode()).isEqualTo(404);
        for (int i = 0; i < most; i++) {
            call("203.0.113.103", WRONG + i);
        }
        assertThat(call("203.0.113.103", WRONG).statusCode()).isEqualTo(429);
        assertThat(call("203.0.113.103", TestKey.value()).statusCode()).isEqualTo(404);
    }

    @Test
    void theFormOfThePagesCountsToo() throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(signIn("203.0.113.104", WRONG + i).statusCode()).isEqualTo(303);
        }
        assertThat(signIn("203.0.113.104", TestKey.value()).statusCode()).isEqualTo(429);
        assertThat(call("203.0.113.104", TestKey.value()).statusCode()).as("by another way").isEqualTo(429);
    }

    @Test
    void oneGoodSignInDoesNotLetTheOthersTry() throws Exception {
        assertThat(signIn("203.0.113.107", TestKey.value()).headers().firstValue("Location")).hasValue("/");
        // By a caller that is known already, too.
        assertThat(proxy.post("/login", "key=" + TestKey.value(), "X-Forwarded-For", "203.0.113.107", TestKey.HEADER,
                TestKey.value()).statusCode()).isEqualTo(303);
        for (int i = 0; i < most; i++) {
            assertThat(signIn("203.0.113.107", WRONG + i).statusCode()).isEqualTo(303);
        }
        assertThat(signIn("203.0.113.107", WRONG).statusCode()).isEqualTo(429);
    }

    @Test
    void filesAreNoPlaceToTryKeys() throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(file("203.0.113.108", WRONG + i).statusCode()).isEqualTo(401);
        }
        assertThat(file("203.0.113.108", WRONG).statusCode()).isEqualTo(429);
        assertThat(call("203.0.113.108", WRONG).statusCode()).as("by another way").isEqualTo(429);
        assertThat(proxy.get("/assets/pindai-client.js", "X-Forwarded-For", "203.0.113.108").statusCode()).as("no key at all")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/login/", "/login%2F", "/logout/" })
    void theFormHasOneAddress(String path) throws Exception {
        var answer = proxy.post(path, "key=" + WRONG, "X-Forwarded-For", "203.0.113.109", TestKey.HEADER, TestKey.value());
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void keysInMessagesCountToo() throws Exception {
        assertThat(holder(TestKey.value(), "203.0.113.105")).isPresent();
        for (int i = 0; i < most; i++) {
            assertThat(holder(WRONG + i, "203.0.113.105")).isEmpty();
        }
        assertThat(holder(TestKey.value(), "203.0.113.105")).isEmpty();
        assertThat(call("203.0.113.105", TestKey.value()).statusCode()).as("by another way").isEqualTo(429);
        assertThat(holder(TestKey.value(), "203.0.113.106")).isPresent();
    }

    /** What is let in is the link: nobody has looked at the key. */
    @Test
    void aGuessBesideAScanLinkIsNotTakenForARightKey() throws Exception {
        var session = Api.create("Toko Melati");
        try {
            var token = ScanLinkApi.token(ScanLinkApi.url(session, Map.of()));
            assertThat(proxy.get("/api/scan", "X-Forwarded-For", "203.0.113.110", "X-Scan-Link", token, TestKey.HEADER, WRONG)
                    .statusCode()).isEqualTo(200);
            for (int i = 0; i < most; i++) {
                call("203.0.113.110", WRONG + i);
            }
            assertThat(call("203.0.113.110", WRONG).statusCode()).isEqualTo(429);
        } finally {
            Api.delete(session);
        }
    }

    private Optional<Caller> holder(String key, String address) {
        return callers.holder(key, new Knock(Optional.empty(), address)).toCompletableFuture().join();
    }

    @Test
    void ofIpv6ANetworkIsOneAddress() throws Exception {
        for (int i = 0; i < most; i++) {
            call("2001:db8:7:7::" + (i + 1), WRONG + i);
        }
        assertThat(call("2001:db8:7:7:ffff::1", WRONG).statusCode()).isEqualTo(429);
        assertThat(call("2001:db8:7:8::1", WRONG).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> call(String address, String key) throws Exception {
        return proxy.get("/api/nothing", "X-Forwarded-For", address, TestKey.HEADER, key);
    }

    private HttpResponse<String> file(String address, String key) throws Exception {
        return proxy.get("/assets/x", "X-Forwarded-For", address, TestKey.HEADER, key);
    }

    private HttpResponse<String> signIn(String address, String key) throws Exception {
        return proxy.post("/login", "key=" + key, "X-Forwarded-For", address);
    }
}
