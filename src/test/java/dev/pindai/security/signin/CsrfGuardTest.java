package dev.pindai.security.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.net.URI;

import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.Operations;
import dev.pindai.testsupport.Operations.Operation;
import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that comes with the cookie takes the token of a page of the same sign-in. */
@QuarkusTest
class CsrfGuardTest {

    private static final String SOMETHING = "0199aaaa-0000-7000-8000-000000000000";
    private static final String GUARDED = "/api/guarded-by-tests";

    @TestHTTPResource
    URI base;
    private PageVisitor visitor;

    @BeforeEach
    void signIn() {
        visitor = PageVisitor.with(Keys.of("csrf-test", "admin"), base);
    }

    @Test
    void everyChangeTakesTheToken() {
        var changes = Operations.read().stream().filter(call -> !call.method().equals("GET")).toList();
        assertThat(changes).hasSizeGreaterThan(25).allSatisfy(change -> {
            visitor.withoutToken().body("{}").request(change.method(), path(change)).then().statusCode(403)
                    .contentType("application/problem+json").body("code", is("CSRF_TOKEN_MISSING"))
                    .body("detail", containsString("X-CSRF-Token"));
            visitor.withoutToken().header(PageVisitor.CSRF, "guessed").body("{}").request(change.method(), path(change)).then()
                    .statusCode(403).body("code", is("CSRF_TOKEN_WRONG"));
            // What comes after may be a no for other reasons.
            assertThat(visitor.call().body("{}").request(change.method(), path(change)).asString()).as(change.name())
                    .doesNotContain("CSRF_TOKEN");
        });
    }

    @Test
    void theTokenOfAnotherSignInIsNone() {
        var other = PageVisitor.with(TestKey.value(), base);
        assertThat(other.csrf()).isNotEqualTo(visitor.csrf());
        visitor.withoutToken().header(PageVisitor.CSRF, other.csrf()).post(GUARDED).then().statusCode(403)
                .body("code", is("CSRF_TOKEN_WRONG"));
        visitor.call().post(GUARDED).then().statusCode(200);
    }

    @Test
    void whoReadsNeedsNone() {
        visitor.withoutToken().get("/api/sessions").then().statusCode(200);
    }

    @Test
    void whoShowsAKeyNeedsNone() {
        visitor.withoutToken().header(TestKey.HEADER, TestKey.value()).post(GUARDED).then().statusCode(200);
        visitor.withoutToken().header("Authorization", "Bearer " + TestKey.value()).post(GUARDED).then().statusCode(200);
    }

    @Test
    void theOriginIsLookedAtBesides() {
        given().cookie(PageVisitor.COOKIE, visitor.token()).header(PageVisitor.CSRF, visitor.csrf())
                .header("Origin", "https://evil.example").post(GUARDED).then().statusCode(403);
    }

    @Test
    void nobodyIsSignedOutByAFormOfAnotherPage() {
        var form = visitor.withoutToken().contentType("application/x-www-form-urlencoded");
        form.formParam("other", "x").post("/logout").then().statusCode(403).body("code", is("CSRF_TOKEN_MISSING"));
        visitor.withoutToken().contentType("application/x-www-form-urlencoded").formParam("csrf", "guessed").post("/logout")
                .then().statusCode(403).body("code", is("CSRF_TOKEN_WRONG"));
        visitor.call().get(GUARDED).then().statusCode(200);
        visitor.withoutToken().contentType("application/x-www-form-urlencoded").formParam("csrf", visitor.csrf())
                .post("/logout").then().statusCode(303);
        visitor.call().get(GUARDED).then().statusCode(401);
    }

    private static String path(Operation call) {
        return call.template().replaceAll("\\{[^}]*}", SOMETHING);
    }
}
