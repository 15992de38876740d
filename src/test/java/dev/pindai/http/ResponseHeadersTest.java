package dev.pindai.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.http.Headers;

/** Every answer tells browsers how little may be done with it, whoever gives it. */
@QuarkusTest
class ResponseHeadersTest {

    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*src=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = { "/", "/login", "/webhooks", "/nothing", "/api/sessions", "/api/nothing", "/api/events?session=x",
            "/q/openapi", "/q/swagger-ui/", "/q/swagger-ui/swagger-ui-bundle.js", "/assets/pindai-client.js",
            "/socket.io/?EIO=3&transport=polling", "/ws", "/sandbox/web/boot.js", "/sandbox/phones" })
    void isFramedByNobodyAndTakenForNothingElse(String path) {
        for (var headers : new Headers[] { headers(path, true), headers(path, false) }) {
            assertThat(headers.getValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(headers.getValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.getValues("Content-Security-Policy")).singleElement().asString()
                    .contains("frame-ancestors 'none'").contains("base-uri 'none'").doesNotContain("unsafe");
            assertThat(headers.getValues("Referrer-Policy")).singleElement().asString().isIn("no-referrer", "same-origin");
            assertThat(headers.getValues("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "/api/sessions, same-origin", "/login, same-origin", "/assets/pindai-client.js, cross-origin" })
    void onlyWhatIsThereForOthersIsLoadedByOthers(String path, String policy) {
        assertThat(headers(path, true).getValues("Cross-Origin-Resource-Policy")).containsExactly(policy);
    }

    @Test
    void aSiteThatMayCallDoesNotReadWithTheVisitorsCookie() {
        var site = "http://front.localhost";
        var answer = given().header(TestKey.HEADER, TestKey.value()).header("Origin", site).get("/api/sessions").headers();
        var preflight = given().header("Origin", site).header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "x-api-key").options("/api/sessions").headers();
        for (var headers : new Headers[] { answer, preflight }) {
            assertThat(headers.getValue("Access-Control-Allow-Origin")).isEqualTo(site);
            assertThat(headers.getValues("Access-Control-Allow-Credentials")).doesNotContain("true");
        }
    }

    @Test
    void pagesHaveTheirWindowToThemselvesAndAskForNothing() {
        var headers = headers("/login", false);
        assertThat(headers.getValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(headers.getValue("Permissions-Policy")).contains("camera=()", "usb=()", "payment=()");
    }

    @Test
    void whatIsNoPageRunsNothing() {
        assertThat(headers("/api/sessions", true).getValue("Content-Security-Policy")).startsWith("default-src 'none'; ");
        assertThat(headers("/api/sessions", true).getValue("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void theScriptsInTheApiPageAreThoseThatItsPolicyNames() throws Exception {
        var page = given().header(TestKey.HEADER, TestKey.value()).get("/q/swagger-ui/").then().statusCode(200).extract();
        var scripts = INLINE.matcher(page.body().asString()).results().map(found -> found.group(1)).toList();
        assertThat(scripts).isNotEmpty();
        for (var script : scripts) {
            var hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            assertThat(page.header("Content-Security-Policy"))
                    .as("Quarkus brings another page: read its scripts, and name them in ApiPage")
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        }
    }

    private static Headers headers(String path, boolean withKey) {
        var request = given().redirects().follow(false).accept("text/html,*/*").urlEncodingEnabled(false);
        return (withKey ? request.header(TestKey.HEADER, TestKey.value()) : request).get(path).headers();
    }
}
