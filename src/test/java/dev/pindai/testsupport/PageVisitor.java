package dev.pindai.testsupport;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/**
 * Somebody who is signed in to the pages, and calls as their pages do.
 *
 * @param token in the cookie
 * @param csrf that the pages hold
 */
public record PageVisitor(URI base, String token, String csrf) {

    public static final String COOKIE = "pindai_session";
    public static final String CSRF = "X-CSRF-Token";
    private static final Pattern META = Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\">");

    /** Signs in with a key. */
    public static PageVisitor with(String key, URI base) {
        var token = given().redirects().follow(false).header("Origin", origin(base)).formParam("key", key).post("/login")
                .then().statusCode(303).extract().cookie(COOKIE);
        assertThat(token).as("let in").isNotNull();
        return of(token, base);
    }

    /** Whoever is signed in by this cookie. */
    public static PageVisitor of(String token, URI base) {
        var page = given().cookie(COOKIE, token).accept("text/html").get("/nothing-here").asString();
        var meta = META.matcher(page);
        assertThat(meta.find()).as("a token in %s", page).isTrue();
        return new PageVisitor(base, token, meta.group(1));
    }

    /** A call of a page's script. */
    public RequestSpecification call() {
        return withoutToken().header(CSRF, csrf);
    }

    /** The same by a page that knows nothing of the token. */
    public RequestSpecification withoutToken() {
        return given().redirects().follow(false).cookie(COOKIE, token).header("Origin", origin(base))
                .contentType(ContentType.JSON);
    }

    /** As a header. */
    public String cookie() {
        return COOKIE + "=" + token;
    }

    public String origin() {
        return origin(base);
    }

    private static String origin(URI base) {
        return "http://" + base.getAuthority();
    }
}
