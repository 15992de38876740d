package dev.pindai.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

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

import com.fasterxml.jackson.databind.ObjectMapper;

/** Too many requests are refused, those of others are not. The numbers are those of the test settings. */
@QuarkusTest
class RequestLimitsTest {

    private static final int MORE = 60;

    @TestHTTPResource("/")
    URI base;
    @ConfigProperty(name = "pindai.limit.requests-per-address")
    int perAddress;
    @ConfigProperty(name = "pindai.limit.requests-per-caller")
    int perCaller;

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
    void anAddressThatShowsNoKeyMayAskSoOften() throws Exception {
        var answers = new ArrayList<HttpResponse<String>>();
        for (int i = 0; i < perAddress + MORE; i++) {
            answers.add(get("203.0.113.1", "/login"));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
        assertThat(answers.stream().limit(perAddress)).extracting(HttpResponse::statusCode).containsOnly(200);
        assertRefused(answers.getLast(), "From your address");
        assertThat(answers.getFirst().headers().firstValue("RateLimit-Policy"))
                .hasValue("\"address\";q=" + perAddress + ";w=60");
        assertThat(answers.getFirst().headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"address\";r=" + (perAddress - 1) + ";t=");
        assertThat(get("203.0.113.2", "/login").statusCode()).as("somebody else").isEqualTo(200);
        assertThat(get("203.0.113.1", "/login", TestKey.HEADER, TestKey.value()).statusCode()).as("somebody with a key")
                .isEqualTo(303);
    }

    @Test
    void aCallerMayAskSoOftenFromWherever() throws Exception {
        var refused = 0;
        HttpResponse<String> last = null;
        for (int i = 0; i < perCaller + MORE; i++) {
            last = get("203.0.113." + (10 + i % 3), "/api/nothing", TestKey.HEADER, TestKey.value());
            refused += last.statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isBetween(1, MORE + 10);
        assertRefused(last, "Your key");
        assertThat(get("198.51.100.1", "/api/nothing", TestKey.HEADER, TestKey.value()).statusCode())
                .as("from where nothing is counted").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/assets/pindai-client.js", "/sandbox/web/boot.js" })
    void filesAndTheSandboxAreNotCounted(String path) throws Exception {
        for (int i = 0; i < perAddress + MORE; i++) {
            assertThat(get("203.0.113.20", path).statusCode()).isEqualTo(200);
        }
        assertThat(get("203.0.113.20", path).headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void thereIsNoWayAroundByThePath() throws Exception {
        for (int i = 0; i < perAddress + MORE; i++) {
            get("203.0.113.30", "/assets/%2e%2e/login");
        }
        assertThat(get("203.0.113.30", "/login").statusCode()).isEqualTo(429);
    }

    private HttpResponse<String> get(String address, String path, String... headers) throws Exception {
        var all = new ArrayList<>(List.of("X-Forwarded-For", "6.6.6." + (int) (Math.random() * 250) + ", " + address));
        all.addAll(List.of(headers));
        return proxy.get(path, all.toArray(String[]::new));
    }

    private static void assertRefused(HttpResponse<String> answer, String who) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        var problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(problem.path("detail").asText()).startsWith(who).contains("Come back in");
    }
}
