package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;

import dev.pindai.testsupport.Api;
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
import com.microsoft.playwright.assertions.LocatorAssertions;

/** What the page of a session says while Pindai takes care of it by itself. */
@QuarkusTest
@Timeout(180)
class CarePageTest {

    private static final Pattern CURRENT = Pattern.compile("\\bcurrent\\b");

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
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aCrashIsToldAsBeingMendedAndThenAsConnected() {
        var id = Api.create("Toko Melati");
        var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        Api.awaitStatus(id, "READY");
        var page = open(id);
        assertThat(page.locator("#status")).hasText("Connected");

        Api.fault("CRASH", Map.of("wid", wid), 0);
        assertThat(page.locator("#state h2")).hasText("Pindai is mending this session",
                new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        assertThat(page.locator("[data-healing] [data-slot=what]"))
                .hasText("The browser of this session ended or stopped answering.");
        assertThat(page.locator("[data-rung=RESTART]")).hasClass(CURRENT);
        assertThat(page.locator("[data-rung=WAIT]")).not().hasClass(CURRENT);
        assertThat(page.locator("[data-slot=restarts]")).hasText("(1 of 15)");
        assertThat(page.locator("[data-slot=next]"))
                .hasText(Pattern.compile("The browser is opened again in \\d sec\\.|The browser is being opened, .*"));
        assertThat(page.locator("#announcer")).hasText("Pindai is mending this session");
        assertThat(page.locator(".toast.tone-info")).containsText("Pindai is mending it");
        assertThat(page.locator(".toast.tone-danger, .toast.tone-warning")).hasCount(0);

        // The next page is drawn without that event: it asks for the step that is under way.
        page.reload();
        assertThat(page.locator("#state h2")).hasText("Pindai is mending this session");
        assertThat(page.locator("#status")).hasText("Connected", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        assertThat(page.locator("#state [data-healing]")).hasCount(0);
        assertThat(page.locator("#state h2")).hasText("Connected");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    private Page open(String id) {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB"));
        page.navigate(base + "login?next=%2Fsessions%2F" + id);
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("#connection")).hasAttribute("data-state", "open");
        return page;
    }
}
