package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Map;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;

/** The page of the API description in a real browser: its policy lets it work, and nothing else. */
@QuarkusTest
@Timeout(240)
class ApiPageTest {

    private static RealBrowser browser;

    @TestHTTPResource("/q/swagger-ui/")
    URI address;

    @BeforeAll
    static void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @Test
    void showsEveryCallAndTriesOne() {
        var page = browser.open(new Browser.NewContextOptions().setExtraHTTPHeaders(Map.of(TestKey.HEADER, TestKey.value())));
        var failed = new ArrayList<String>();
        page.onResponse(response -> {
            if (response.status() >= 400) {
                failed.add(response.status() + " " + response.url());
            }
        });
        page.navigate(address.toString());
        page.waitForSelector("#swaggerUiLogoLink img");
        assertThat(page.locator(".opblock").nth(20)).isAttached();
        page.click("#operations-Sessions-listSessions .opblock-summary-control");
        page.click(".try-out__btn");
        page.click(".execute");
        page.waitForSelector(".live-responses-table .response-col_status >> text=200");
        assertThat(failed).isEmpty();
        assertThat(browser.errors()).isEmpty();
        page.evaluate("() => { const script = document.createElement('script'); script.textContent = 'window.evil = 1';"
                + " document.body.append(script); }");
        assertThat(page.evaluate("() => window.evil === undefined")).isEqualTo(true);
        assertThat(browser.errors()).anyMatch(error -> error.contains("Content Security Policy"));
        page.context().close();
    }
}
