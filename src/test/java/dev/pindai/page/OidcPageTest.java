package dev.pindai.page;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.security.oidc.OidcServer;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import io.restassured.specification.RequestSpecification;

/** People sign in by an OpenID Connect server, in a real browser, and out again. */
@QuarkusTest
@TestProfile(OidcPageTest.WithServer.class)
@Timeout(240)
class OidcPageTest {

    /** Its own, since the server has to be there before Pindai starts. */
    public static class WithServer implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OidcServer.class));
        }
    }

    @TestHTTPResource("/")
    String base;
    @Inject
    EntityManager entities;

    private RealBrowser browser;
    private Page page;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
        page = browser.open(new Browser.NewContextOptions().setLocale("en"));
        base = base.replace("127.0.0.1", "localhost");
        // The server's pages ask for a font, which need not be there.
        page.route("https://fonts.googleapis.com/**", route -> route.fulfill(new Route.FulfillOptions().setBody("")));
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void aPersonSignsInAndDoesWhatTheirGroupsMay() {
        page.navigate(base + "?q=toko");
        signIn("ana");
        page.waitForURL(base + "?q=toko");
        browser.errors(); // those of the server's pages
        assertThat(page.locator("form[action='/logout'] button").getAttribute("title")).contains("Ana");
        assertThat(page.locator("a[href='/webhooks']").count()).as("what they may not do").isZero();
        page.locator(".heading-side [data-open='#create']").click();
        page.locator("#create #name").fill("Toko Melati");
        page.locator("#create #start").uncheck();
        page.locator("#create button[type=submit]").click();
        page.waitForURL(Pattern.compile(".*/sessions/.*"));
        assertThat(browser.errors()).isEmpty();
        var names = Keys.with(Keys.of("melati", "read")).get("/api/sessions").jsonPath().getList("items.name");
        assertThat(names).as("in the tenant of their token").contains("Toko Melati");
        assertThat(page.context().cookies()).extracting(cookie -> cookie.name).as("no token of the server is kept")
                .noneMatch(name -> name.startsWith("q_session"));
    }

    @Test
    void theAuditSaysWhoCame() {
        var before = Instant.now();
        page.navigate(base);
        signIn("ana");
        page.waitForURL(base);
        var melati = Keys.with(Keys.of("melati", "admin"));
        assertThat(signIns(melati, before, 1)).as("in her tenant, and once")
                .singleElement().satisfies(row -> assertThat(row).containsEntry("status", 200).containsEntry("code", null)
                        .containsEntry("address", "127.0.0.1").containsEntry("times", 1)
                        .containsEntry("caller", Map.of("kind", "PERSON", "id", "ana", "name", "Ana")));
        // Rows are written in their order: those of her way to the server and back would be there.
        assertThat(signIns(call(), Instant.EPOCH, 0)).as("being led on is no sign-in")
                .noneMatch(row -> row.get("caller") == null && row.get("code") == null);
    }

    @Test
    void theAuditSaysThatTheServerLetNobodyIn() {
        var id = "oidc-" + UUID.randomUUID();
        var before = Instant.now();
        var start = given().redirects().follow(false).accept("text/html").get("/login/oidc?next=/").then().statusCode(302)
                .extract();
        given().redirects().follow(false).cookies(start.cookies()).accept("text/html").header("X-Request-Id", id)
                .get("/login/oidc?error=access_denied&state=" + state(start.cookies())).then().statusCode(302)
                .header("Location", containsString("/login?error=access_denied"));
        assertThat(signIns(call(), before, 1)).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("code", "OIDC_DENIED").containsEntry("caller", null)
                        .containsEntry("address", "127.0.0.1").containsEntry("requestId", id));
    }

    /** The rows of sign-ins since a moment, of the tenant of whoever asks. */
    private static List<Map<String, Object>> signIns(RequestSpecification reader, Instant from, int count) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> given().spec(reader).queryParam("action", "sign-in").queryParam("from", from.toString())
                        .get("/api/audit").then().statusCode(200).extract().jsonPath().getList("items"),
                rows -> rows.size() >= count);
    }

    private static String state(Map<String, String> cookies) {
        var name = cookies.keySet().stream().filter(each -> each.startsWith("q_auth")).findFirst().orElseThrow();
        return name.substring(name.lastIndexOf('_') + 1);
    }

    @Test
    void signingOutEndsItHereAndThere() {
        page.navigate(base);
        signIn("ana");
        page.waitForURL(base);
        page.locator("form[action='/logout'] button").click();
        page.waitForURL(Pattern.compile(".*/session/end.*"));
        page.locator("button[value=yes]").click();
        page.waitForURL(Pattern.compile(".*/login.*"));
        page.navigate(base);
        PlaywrightAssertions.assertThat(page.locator("#key")).isVisible();
        page.locator("a[href^='/login/oidc']").click();
        page.waitForSelector("input[name=login]");
    }

    @Test
    void nobodyIsLedToAnotherSite() {
        page.navigate(base + "login/oidc?next=//evil.example/");
        say("ana");
        page.waitForURL(base);
    }

    @Test
    void whoeverMayDoNothingIsToldAndWrittenDown() {
        var before = Instant.now();
        page.navigate(base + "login");
        var answer = page.waitForResponse(response -> response.status() == 403, () -> signIn("budi"));
        assertThat(answer.url()).startsWith(base + "login/oidc");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Not allowed");
        PlaywrightAssertions.assertThat(page.locator(".detail")).containsText("signed in as Budi");
        assertThat(signIns(call(), before, 1)).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", 403).containsEntry("code", "NO_RIGHTS")
                        .containsEntry("caller", Map.of("kind", "PERSON", "id", "budi", "name", "Budi")));
        page.navigate(base);
        PlaywrightAssertions.assertThat(page.locator("#key")).isVisible();
    }

    @Test
    void whoeverBelongsToNoTenantIsTold() {
        page.navigate(base + "login");
        signIn("citra");
        PlaywrightAssertions.assertThat(page.locator(".detail")).containsText("names no tenant");
    }

    @Test
    void aSignInThatIsOverLeadsToTheLoginPageAndBack() {
        page.navigate(base + "?q=melati");
        signIn("ana");
        page.waitForURL(base + "?q=melati");
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update sign_in set ends_at = now() where kind = 'PERSON'")
                        .executeUpdate());
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("#key")).isVisible();
        page.locator("a[href^='/login/oidc']").click();
        // The server still knows them.
        page.waitForURL(base + "?q=melati");
    }

    @Test
    void whatIsNoAnswerOfTheServerLetsNobodyIn() {
        var before = Instant.now();
        var start = given().redirects().follow(false).accept("text/html").get("/login/oidc?next=/").then().statusCode(302)
                .header("Location", containsString("code_challenge_method=S256")).extract();
        var wrong = given().redirects().follow(false).cookies(start.cookies()).accept("text/html")
                .get("/login/oidc?code=made-up&state=" + state(start.cookies())).then().statusCode(303)
                .header("Location", "/login?error=oidc").extract().header("X-Request-Id");
        assertThat(signIns(call(), before, 1)).filteredOn(row -> wrong.equals(row.get("requestId"))).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("code", "OIDC_FAILED").containsEntry("caller", null));
        given().accept("text/html").get("/login?error=access_denied").then().statusCode(200)
                .body(containsString("not let in by Melati"));
        given().redirects().follow(false).accept("text/html").get("/").then().statusCode(303).header("Location",
                startsWith("/login"));
    }

    @Test
    void keysGoOnWorking() {
        given().header(TestKey.HEADER, TestKey.value()).get("/api/sessions").then().statusCode(200);
        given().header("Authorization", "Bearer " + TestKey.value()).get("/api/sessions").then().statusCode(200);
        given().header("Authorization", "Bearer nonsense").get("/api/sessions").then().statusCode(401);
        given().get("/api/sessions").then().statusCode(401);
    }

    private void signIn(String name) {
        page.locator("a[href^='/login/oidc']").click();
        say(name);
    }

    /** Tells the server who they are. */
    private void say(String name) {
        page.locator("input[name=login]").fill(name);
        page.locator("input[name=password]").fill("any");
        page.locator("button[type=submit]").click();
        page.locator("button[type=submit]:has-text('Continue')").click();
    }
}
