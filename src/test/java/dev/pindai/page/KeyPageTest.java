package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.util.Map;
import java.util.regex.Pattern;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;

/** Keys on their page: made, shown once, rotated, revoked; and what people may not do is not offered to them. */
@QuarkusTest
@Timeout(240)
class KeyPageTest {

    @TestHTTPResource
    String base;

    private RealBrowser browser;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterEach
    void clean() {
        browser.close();
        Api.deleteAll();
    }

    @Test
    void aKeyIsMadeShownOnceRotatedAndRevoked() {
        Api.create("Toko Melati");
        var page = signIn("en-GB");
        page.locator(".top nav a[href='/keys']").click();
        assertThat(page.locator("h1")).hasText("Keys");
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        page.locator("[data-open='#key-form']").first().click();
        page.locator("#scope-read").uncheck();
        page.locator("#key-form [type=submit]").click();
        assertThat(page.locator("#key-form [data-slot=no-scope]")).isVisible();
        page.locator("#scope-read").check();
        page.locator("#scope-control").check();
        page.locator("#key-all-sessions").uncheck();
        page.getByLabel("Toko Melati").check();
        page.locator("#key-form summary").click();
        page.locator("#key-addresses").fill("127.0.0.0/8\n10.0.0.0/40");
        page.locator("#key-form [type=submit]").click();
        assertThat(page.locator("#key-name-problem")).hasText("must not be blank");
        page.locator("#key-name").fill("CRM <b>Bandung</b>");
        page.locator("#key-form [type=submit]").click();
        assertThat(page.locator("#key-addresses-problem")).containsText("'10.0.0.0/40' is no range");
        page.locator("#key-addresses").fill("127.0.0.0/8");
        page.locator("#key-expires").fill("2040-01-31T12:00");
        page.locator("#key-form [type=submit]").click();
        var secret = page.locator("#secret [data-slot=secret]");
        assertThat(secret).hasText(Pattern.compile("pindai_[a-z0-9]{8}_.{43}"));
        var first = secret.textContent();
        Keys.with(first).get("/api/sessions").then().statusCode(200);
        page.locator("#secret [data-close]").click();

        var row = page.locator(".key-row[data-name='CRM <b>Bandung</b>']");
        assertThat(row).containsText(first.substring(0, 15));
        assertThat(row).containsText("read, control");
        assertThat(row).containsText("Sessions: 1");
        assertThat(row).containsText("127.0.0.0/8");
        assertThat(row).containsText("2040");
        assertThat(row.locator(".pill")).hasText("Active");
        Assertions.assertThat(page.content()).doesNotContain(first);
        page.waitForLoadState();

        row.locator("[data-key=rotate]").click();
        page.locator("#grace").selectOption("3600");
        page.locator("#rotate [type=submit]").click();
        assertThat(secret).hasText(Pattern.compile("pindai_.*"));
        var second = secret.textContent();
        page.locator("#secret [data-close]").click();
        assertThat(row.locator(".pill")).hasText("Being rotated");
        page.waitForLoadState();
        for (var text : new String[] { first, second }) {
            Keys.with(text).get("/api/sessions").then().statusCode(200);
        }
        row.locator("[data-key=revoke]").click();
        assertThat(page.locator("#confirm-revoke [data-slot=name]")).hasText("CRM <b>Bandung</b>");
        page.locator("#confirm-revoke [value=yes]").click();
        assertThat(row.locator(".pill")).hasText("Revoked");
        assertThat(row.locator("[data-key]")).hasCount(0);
        Keys.with(second).get("/api/sessions").then().statusCode(401);
        Assertions.assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }

    @Test
    void itSpeaksIndonesian() {
        var page = signIn("id-ID");
        page.navigate(base + "keys");
        assertThat(page.locator("h1")).hasText("Kunci");
        assertThat(page.locator(".top nav a[href='/keys']")).hasText("Kunci");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @Test
    void whatPeopleMayNotDoIsNotOffered() {
        var id = Keys.with(Keys.of("pages", "control")).body(Map.of("name", "Toko")).post("/api/sessions").then()
                .statusCode(201).extract().<String> path("id");
        var read = Keys.of("pages", "read");
        Keys.with(read).accept("text/html").get("/").then().statusCode(200).body(not(containsString("href=\"/keys\"")),
                not(containsString("href=\"/webhooks\"")), not(containsString("data-open=\"#create\"")));
        Keys.with(read).accept("text/html").get("/sessions/{id}", id).then().statusCode(200)
                .body(not(containsString("data-command=\"delete\"")));
        var hooks = Keys.of("pages", "webhooks");
        Keys.with(hooks).accept("text/html").get("/webhooks").then().statusCode(200)
                .body(containsString("href=\"/webhooks\""), not(containsString("Toko")));
        Keys.with(hooks).accept("text/html").get("/").then().statusCode(403).body(containsString("Error 403"));
        Keys.with(Keys.of("pages", "admin")).accept("text/html").get("/keys").then().statusCode(200)
                .body(containsString("href=\"/keys\""), not(containsString("id=\"key-tenant\"")));
        Keys.with(Keys.of("pages", "control")).delete("/api/sessions/{id}", id).then().statusCode(204);
    }

    private Page signIn(String locale) {
        var page = browser.open(new Browser.NewContextOptions().setLocale(locale));
        page.navigate(base + "login");
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("#sessions")).isAttached();
        page.waitForLoadState();
        return page;
    }
}
