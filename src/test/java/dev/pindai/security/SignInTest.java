package dev.pindai.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URI;

import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.response.Response;

/** People sign in with the key once; from then on a cookie speaks for them, on our own pages only. */
@QuarkusTest
class SignInTest {

    private static final String GUARDED = "/api/guarded-by-tests";

    @TestHTTPResource
    URI self;

    @Test
    void aCookieThatScriptsCannotReadStandsForTheKey() {
        var answer = signIn(TestKey.value(), "/sessions/1");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/sessions/1");
        var cookie = answer.detailedCookie("pindai_session");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getValue()).isNotEqualTo(TestKey.value()).hasSize(43);
        given().cookie("pindai_session", cookie.getValue()).get(GUARDED).then().statusCode(200);
    }

    @Test
    void aWrongKeyComesBackToTheForm() {
        var answer = signIn("not-the-key-at-all", "/sessions/1");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/login?error=wrong&next=%2Fsessions%2F1");
        assertThat(answer.cookies()).doesNotContainKey("pindai_session");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "/a\\b" })
    void neverSendsAnybodyToAnotherSite(String next) {
        assertThat(signIn(TestKey.value(), next).header("Location")).isEqualTo("/");
    }

    @Test
    void signingOutEndsIt() {
        var visitor = PageVisitor.with(TestKey.value(), self);
        visitor.call().contentType("application/x-www-form-urlencoded").post("/logout").then().statusCode(303)
                .header("Location", "/login");
        visitor.call().get(GUARDED).then().statusCode(401);
        visitor.call().contentType("application/x-www-form-urlencoded").post("/logout").then().statusCode(303);
    }

    @Test
    void whoIsSignedInSkipsTheForm() {
        var token = signIn(TestKey.value(), "/").cookie("pindai_session");
        given().redirects().follow(false).cookie("pindai_session", token).accept("text/html")
                .get("/login?next=/sessions/1").then().statusCode(303).header("Location", "/sessions/1");
    }

    @Test
    void anInventedCookieIsNobody() {
        given().cookie("pindai_session", "invented").get(GUARDED).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "own, -, 200", "-, same-origin, 200", "https://evil.example, -, 403",
            "null, -, 403", "-, cross-site, 403", "-, same-site, 403", "-, none, 403", "-, -, 403" })
    void withTheCookieOnlyOurOwnPagesMayChangeAnything(String origin, String fetchSite, int status) {
        var visitor = PageVisitor.with(TestKey.value(), self);
        var request = given().header("Cookie", visitor.cookie()).header(PageVisitor.CSRF, visitor.csrf());
        if (origin != null) {
            request.header("Origin", origin.equals("own") ? origin() : origin);
        }
        if (fetchSite != null) {
            request.header("Sec-Fetch-Site", fetchSite);
        }
        var answer = request.post(GUARDED).then().statusCode(status);
        if (status == 403 && origin == null) {
            answer.contentType("application/problem+json").body("code", is("CROSS_ORIGIN"));
        }
    }

    @Test
    void withTheKeyInAHeaderNoOriginIsNeeded() {
        given().header("X-Api-Key", TestKey.value()).post(GUARDED).then().statusCode(200).body(is("changed"));
    }

    private Response signIn(String key, String next) {
        return given().redirects().follow(false).formParam("key", key).formParam("next", next)
                .header("Origin", origin()).post("/login");
    }

    private String origin() {
        return "http://" + self.getAuthority();
    }
}
