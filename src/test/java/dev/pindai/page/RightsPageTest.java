package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.Keys;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** People who sign in with a key, in a real browser: what it may not do is not offered. */
@QuarkusTest
class RightsPageTest {

    private static final String TENANT = "rights-page-test";

    @TestHTTPResource("/")
    String base;

    private RealBrowser browser;
    private Page page;
    private String id;

    @BeforeEach
    void openBrowser() {
        id = Keys.with(Keys.of(TENANT, "control")).body(Map.of("name", "Toko Melati")).post("/api/sessions").then()
                .statusCode(201).extract().path("id");
        browser = new RealBrowser();
        page = browser.open(new Browser.NewContextOptions().setLocale("en"));
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
        Keys.with(Keys.of(TENANT, "control")).delete("/api/sessions/{id}", id);
    }

    @Test
    void whoeverReadsIsOfferedNoChange() {
        signIn("read");
        assertThat(page.locator("nav a[href='/webhooks'], nav a[href='/keys']").count()).isZero();
        assertThat(page.locator("[data-open='#create']").count()).isZero();
        page.navigate(base + "sessions/" + id);
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Toko Melati");
        for (var offer : List.of("[data-command]", "[data-set]", "[data-change]", "[data-screenshot]", "#tab-code",
                "a[href$='/diagnostics']", ".sandbox-box")) {
            assertThat(page.locator(offer).all()).as(offer).noneMatch(each -> each.isVisible());
        }
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void whoeverControlsIs() {
        signIn("read", "control");
        page.navigate(base + "sessions/" + id);
        for (var offer : List.of("[data-command=start]", "[data-command=delete]", "[data-set]", "[data-screenshot]",
                "a[href$='/diagnostics']")) {
            PlaywrightAssertions.assertThat(page.locator(offer).first()).isVisible();
        }
        page.locator("[data-set]").click();
        page.locator("#proxy-dialog [name=server]").fill("http://127.0.0.1:9");
        page.locator("#proxy-dialog button[type=submit]").click();
        PlaywrightAssertions.assertThat(page.locator("#proxy [data-slot=proxy-server]")).hasText("http://127.0.0.1:9");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void whoeverHasNoRightForAPageIsTold() {
        signIn("webhooks");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Not allowed");
        PlaywrightAssertions.assertThat(page.locator(".detail")).containsText("'read'");
        page.locator("nav a[href='/webhooks']").click();
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Webhooks");
    }

    @Test
    void theLoginPageLeadsOn() {
        page.navigate(base + "keys");
        page.locator("#key").fill("not-a-key");
        page.locator("button[type=submit]").click();
        PlaywrightAssertions.assertThat(page.locator(".alert-danger")).isVisible();
        page.locator("#key").fill(Keys.of(TENANT, "admin"));
        page.locator("button[type=submit]").click();
        page.waitForURL(base + "keys");
        page.locator("form[action='/logout'] button").click();
        page.waitForURL(base + "login");
        page.navigate(base + "keys");
        PlaywrightAssertions.assertThat(page.locator("#key")).isVisible();
    }

    private void signIn(String... scopes) {
        page.navigate(base + "login");
        page.locator("#key").fill(Keys.of(TENANT, scopes));
        page.locator("button[type=submit]").click();
        page.waitForURL(base);
    }
}
