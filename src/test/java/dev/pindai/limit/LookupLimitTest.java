package dev.pindai.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import dev.pindai.security.Tokens;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Made-up scan links and sign-ins are counted before anybody looks for them; who is known goes on. */
@QuarkusTest
class LookupLimitTest {

    /** More than come back while they are asked. */
    private static final int MORE = 60;
    /** Not counted, by the test settings. */
    private static final String ELSEWHERE = "198.51.100.7";

    @TestHTTPResource("/")
    URI base;
    @ConfigProperty(name = "pindai.limit.requests-per-address")
    int perAddress;

    private TrustedProxy proxy;
    private String key;

    @BeforeEach
    void open() throws IOException {
        // Not the admin key, of whose requests another test wants to count each.
        key = Keys.of("lookups", "read");
        proxy = TrustedProxy.before(base);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void scanLinksThatAreMadeUp() throws Exception {
        var answers = new ArrayList<HttpResponse<String>>();
        for (int i = 0; i < perAddress + MORE; i++) {
            answers.add(proxy.get("/api/scan", "X-Forwarded-For", "203.0.113.201", "X-Scan-Link", Tokens.next()));
        }
        assertThat(answers.stream().limit(perAddress)).extracting(HttpResponse::statusCode).containsOnly(401);
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 429);
        var refused = answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
        assertThat(refused.body()).contains("TOO_MANY_REQUESTS", "From your address come");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"address\";r=0;");
    }

    @Test
    void whoWasSignedInBeforeGoesOn() throws Exception {
        var address = "203.0.113.202";
        var known = signIn();
        assertThat(page(address, known).statusCode()).isEqualTo(200);
        var others = List.of(signIn(), signIn(), signIn(), signIn());
        var flood = new ArrayList<Integer>();
        for (int i = 0; i < perAddress + MORE; i++) {
            flood.add(page(address, "pindai_session=" + Tokens.next()).statusCode());
        }
        assertThat(flood).contains(429);
        assertThat(page(address, known).statusCode()).as("known from there").isEqualTo(200);
        var statuses = new ArrayList<Integer>();
        for (var other : others) {
            statuses.add(page(address, other).statusCode());
        }
        assertThat(statuses).as("right, and not looked for").contains(429);
    }

    @Test
    void whoIsFoundIsNotCountedAsAStranger() throws Exception {
        var address = "203.0.113.203";
        for (int i = 0; i < 5; i++) {
            assertThat(page(address, signIn()).statusCode()).isEqualTo(200);
        }
        var answer = proxy.get("/login", "X-Forwarded-For", address);
        assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"address\";r=" + (perAddress - 1) + ";");
    }

    /** Where a key is shown, nobody looks for the cookie. */
    @Test
    void aKeyCountsWhateverCookieComesWithIt() throws Exception {
        var address = "203.0.113.204";
        var flood = new ArrayList<Integer>();
        for (int i = 0; i < perAddress + MORE; i++) {
            flood.add(page(address, "pindai_session=" + Tokens.next()).statusCode());
        }
        assertThat(flood).contains(429);
        for (int i = 0; i < 5; i++) {
            assertThat(proxy.get("/", "X-Forwarded-For", address, "X-Api-Key", key, "Cookie", "pindai_session=" + Tokens.next())
                    .statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> page(String address, String cookie) throws Exception {
        return proxy.get("/", "X-Forwarded-For", address, "Cookie", cookie);
    }

    private String signIn() throws Exception {
        var answer = proxy.post("/login", "key=" + key, "X-Forwarded-For", ELSEWHERE);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }
}
