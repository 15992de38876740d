package dev.pindai.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;

import dev.pindai.testsupport.RawConnection;
import dev.pindai.testsupport.TestKey;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy says of who asks is heard if the proxy is trusted, and changes nothing if it is not. */
@QuarkusTest
class TrustedProxyTest {

    private static final String[] SAID = { "X-Forwarded-For", "6.6.6.6, 198.51.100.7", "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "pindai.example" };

    @TestHTTPResource("/")
    URI base;

    @Test
    void aTrustedOneIsHeard() throws Exception {
        try (var proxy = TrustedProxy.before(base)) {
            var answer = proxy.get(SeenByTests.PATH, SAID);
            assertThat(answer.body()).isEqualTo("198.51.100.7 https pindai.example");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            var cookie = signIn(proxy, "https://pindai.example").headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).startsWith("__Host-pindai_session=").contains("; Secure");
            assertThat(home(proxy, cookie)).as("the way back").isEqualTo(200);
            try (var impostor = TrustedProxy.impostor(base)) {
                assertThat(home(impostor, cookie)).as("who says that it is TLS, but is not believed").isEqualTo(303);
            }
        }
    }

    @Test
    void anotherOneChangesNothing() throws Exception {
        try (var impostor = TrustedProxy.impostor(base)) {
            var answer = impostor.get(SeenByTests.PATH, SAID);
            assertThat(answer.body()).isEqualTo("127.0.0.10 http " + base.getAuthority());
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
            assertThat(signIn(impostor, "https://pindai.example").statusCode()).isEqualTo(403);
            assertThat(signIn(impostor, "http://" + base.getAuthority()).headers().firstValue("Set-Cookie")).get().asString()
                    .startsWith("pindai_session=").doesNotContain("Secure");
        }
    }

    @Test
    void theHeaderThatWasNotChosenIsNotHeardFromAnybody() throws Exception {
        try (var proxy = TrustedProxy.before(base)) {
            assertThat(proxy.get(SeenByTests.PATH, "Forwarded", "for=6.6.6.6;proto=https;host=evil.example").body())
                    .isEqualTo("127.0.0.9 http " + base.getAuthority());
        }
    }

    @Test
    void whoComesWithoutAProxyIsWhoTheyAre() {
        given().get(SeenByTests.PATH).then().statusCode(200)
                .body(is("127.0.0.1 http " + base.getAuthority()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Host: [", "Host: a b", "Host: ", "Host: x:y:z", "X-Nothing: 1" })
    void anAddressThatIsNoneIsRefused(String header) throws IOException {
        try (var client = new RawConnection(base.getHost(), base.getPort())) {
            client.send("GET /login HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    private static int home(TrustedProxy proxy, String cookie) throws Exception {
        return proxy.get("/", "Cookie", cookie.split(";")[0], "Accept", "text/html", "X-Forwarded-For", "198.51.100.7",
                "X-Forwarded-Proto", "https", "X-Forwarded-Host", "pindai.example").statusCode();
    }

    private static HttpResponse<String> signIn(TrustedProxy proxy, String origin) throws Exception {
        return proxy.post("/login", "key=" + TestKey.value(), "Origin", origin, "X-Forwarded-For", "198.51.100.7",
                "X-Forwarded-Proto", "https", "X-Forwarded-Host", "pindai.example");
    }
}
