package dev.pindai.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.specification.RequestSpecification;

/** What comes over the wire when a browser, or a program, asks for a page. */
@QuarkusTest
class PageAnswersTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @ConfigProperty(name = "pindai.security.admin-key")
    String key;

    @TestHTTPResource
    URI self;

    @ParameterizedTest
    @ValueSource(strings = { "/", "/login", "/audit", "/nothing-here" })
    void everyPageAllowsOnlyOurOwnFiles(String path) {
        var answer = (path.equals("/login") ? given() : signedIn()).accept(BROWSER).get(path);
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body().asString()).as("no inline script or style")
                .doesNotContainPattern("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=");
    }

    @Test
    void addressesThatLeadNowhereMeetAPageInTheReadersLanguage() {
        signedIn().accept(BROWSER).header("Accept-Language", "id").get("/tidak-ada").then().statusCode(404)
                .contentType(startsWith("text/html")).body(containsString("Tidak ada apa-apa di sini"));
        signedIn().accept(BROWSER).get("/sessions/" + UUID.randomUUID()).then().statusCode(404)
                .contentType(startsWith("text/html")).body(containsString("Nothing here"));
        signedIn().accept(BROWSER).get("/sessions/not-an-id").then().statusCode(404).contentType(startsWith("text/html"));
    }

    @Test
    void aMistakeInTheRequestIsNotCalledOurs() {
        signedIn().accept(BROWSER).get("/?q=" + "x".repeat(101)).then().statusCode(400)
                .contentType(startsWith("text/html")).body(containsString("Error 400"), not(containsString("our fault")));
    }

    @Test
    void theLanguageSwitchKeepsWhereToGoNext() {
        given().accept(BROWSER).urlEncodingEnabled(false).get("/login?next=%2Fsessions%2Fa&lang=id").then().statusCode(200)
                .body(containsString("href=\"/login?next=%2Fsessions%2Fa&amp;lang=en\""));
    }

    @Test
    void theLanguageSwitchStaysOnThisSite() throws Exception {
        for (var path : List.of("//evil.example/", "///evil.example/x")) {
            var asked = HttpRequest.newBuilder(URI.create("http://" + self.getAuthority() + path)).header("X-Api-Key", key)
                    .header("Accept", BROWSER).build();
            try (var client = HttpClient.newHttpClient()) {
                assertThat(client.send(asked, HttpResponse.BodyHandlers.ofString()).body())
                        .contains("href=\"/evil.example/").doesNotContain("href=\"//");
            }
        }
    }

    @Test
    void programsGetAProblem() {
        signedIn().accept("application/json").get("/nothing-here").then().statusCode(404)
                .contentType("application/problem+json").body("code", equalTo("NOT_FOUND"));
        signedIn().accept(BROWSER).get("/api/sessions/" + UUID.randomUUID()).then().statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void theChosenLanguageIsRememberedByACookieThatScriptsCantRead() {
        signedIn().accept(BROWSER).get("/?lang=id").then().statusCode(200)
                .header("Set-Cookie", allOf(containsString("pindai_lang=id"), containsString("HttpOnly")))
                .body(containsString("<html lang=\"id\">"));
        signedIn().accept(BROWSER).cookie("pindai_lang", "id").get("/").then().body(containsString("<html lang=\"id\">"));
        signedIn().accept(BROWSER).get("/?lang=xx").then().header("Set-Cookie", equalTo(null));
    }

    @Test
    void bundledFilesAreKeptForEverAndOpenToAll() {
        var page = given().accept(BROWSER).get("/login").body().asString();
        var names = Pattern.compile("/assets/[\\w.-]+").matcher(page).results().map(match -> match.group()).distinct().toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(5).allSatisfy(name -> given().get(name).then().statusCode(200)
                .header("Cache-Control", containsString("immutable")));
        given().get("/assets/licences.txt").then().statusCode(200)
                .body(allOf(containsString("bootstrap "), containsString("qrcode "), containsString("dijkstrajs ")));
    }

    @Test
    void whereToGoNextCantLeaveItsAttribute() {
        given().accept(BROWSER).queryParam("next", "/\"><script>alert(1)</script>").get("/login").then().statusCode(200)
                .body(not(containsString("<script>alert")));
    }

    private RequestSpecification signedIn() {
        return given().header("X-Api-Key", key);
    }
}
