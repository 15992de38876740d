package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;

/** The proxy of a session on its page, from the making of the session to the removal of the proxy. */
@QuarkusTest
@Timeout(240)
class ProxyPageTest {

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
    void aProxyIsGivenAtCreationThenChangedThenRemoved() {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB"));
        page.navigate(base + "login");
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("#sessions")).isAttached();
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        page.locator("[data-open='#create']").first().click();
        page.locator("#name").fill("Lewat proksi");
        page.locator("#start").uncheck();
        page.locator("#create summary").click();
        page.locator("#new-server").fill("ftp://proxy.example:1");
        page.locator("#new-username").fill("budi");
        page.locator("#new-password").fill("rahasia");
        page.locator("#create summary").click();
        page.locator("#create [type=submit]").click();
        assertThat(page.locator("#new-server-problem")).containsText("socks5://host:port");
        assertThat(page.locator("#new-server")).isFocused();
        page.locator("#new-server").fill("socks5://proxy.example:1080");
        page.locator("#create [type=submit]").click();

        var panel = page.locator("#proxy");
        assertThat(panel).containsText("socks5://proxy.example:1080");
        assertThat(panel).containsText("User: budi");
        assertThat(panel).containsText("A password is set");
        assertThat(page.content()).doesNotContain("rahasia");

        panel.locator("[data-change]").click();
        assertThat(page.locator("#set-server")).hasValue("socks5://proxy.example:1080");
        assertThat(page.locator("#set-password")).hasValue("");
        page.locator("#set-server").fill("nonsense");
        page.locator("#proxy-dialog [type=submit]").click();
        assertThat(page.locator("#set-server-problem")).containsText("http://host:port");
        page.locator("#set-server").fill("http://other.example:3128");
        page.locator("#set-username").fill("");
        page.locator("#proxy-dialog [type=submit]").click();
        assertThat(panel.locator("[data-slot=proxy-server]")).hasText("http://other.example:3128");
        assertThat(panel.getByText("A password is set")).isHidden();
        assertThat(page.locator(".toast")).containsText("It takes effect at the next start");

        panel.locator("[data-change]").click();
        page.locator("#proxy-dialog [data-remove]").click();
        assertThat(panel.locator("[data-set]")).isVisible();
        page.reload();
        assertThat(panel).containsText("None: this session uses the server’s own connection.");
        assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }
}
