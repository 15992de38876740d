package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.pindai.testsupport.Keys;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;

/** Who is signed in, for people: found beside the keys, and signed out by a button, whatever their own pages have open. */
@QuarkusTest
@Timeout(240)
class SignInListPageTest {

    private static final String NAME = "Kasir <b>Bandung</b>";

    @TestHTTPResource
    String base;

    private final String tenant = "masuk-" + UUID.randomUUID().toString().substring(0, 8);
    private RealBrowser browser;
    private String admin;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
        admin = Keys.of(tenant, "admin");
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void anAdminSeesWhoIsInAndSignsThemOut() {
        var theirs = signIn("en", Keys.create(Map.of("tenant", tenant, "name", NAME, "scopes", List.of("read")))
                .getString("key"));
        assertThat(theirs.locator("#connection")).hasAttribute("data-state", "open");
        var page = signIn("en", admin);
        page.locator(".top nav a[href='/keys']").click();
        page.locator(".heading-side a[href='/sign-ins']").click();
        assertThat(page.locator("h1")).hasText("Signed in");
        assertThat(page.locator(".top nav a[aria-current=page]")).hasText("Keys");
        var rows = page.locator("#sign-ins .key-row");
        assertThat(rows).hasCount(2);
        assertThat(page.locator(".key-row[data-current]")).containsText("You, here");
        var row = page.locator(".key-row[data-name='" + NAME + "']");
        assertThat(row).containsText("with a key");
        assertThat(row).containsText("127.0.0.1");
        assertThat(row.locator(".agent")).containsText("Chrome/");
        assertThat(row.locator("time[data-relative]").first()).hasAttribute("title", Pattern.compile(".*20\\d\\d.*"));
        assertThat(row).not().containsText(tenant);
        var id = row.getAttribute("data-id");

        row.locator("[data-end]").click();
        assertThat(page.locator("#confirm-end [data-slot=name]")).hasText(NAME);
        assertThat(page.locator("#confirm-end [data-slot=own]")).isHidden();
        page.locator("#confirm-end [value=no]").click();
        assertThat(rows).hasCount(2);
        row.locator("[data-end]").click();
        page.locator("#confirm-end [value=yes]").click();
        assertThat(rows).hasCount(1);
        // Nobody touches their page: it hears that it hears no more.
        theirs.waitForURL(Pattern.compile(".*/login\\?next=.*"));
        Assertions.assertThat(auditOf(id)).containsEntry("status", 204)
                .extractingByKey("caller").asString().contains("A key of the tests");

        page.locator(".key-row[data-current] [data-end]").click();
        assertThat(page.locator("#confirm-end [data-slot=own]")).isVisible();
        assertThat(page.locator("#confirm-end [data-slot=hint]")).isHidden();
        page.locator("#confirm-end [value=yes]").click();
        page.waitForURL(base + "login?next=%2Fsign-ins");
        Assertions.assertThat(browser.errors()).as("of somebody who was signed out")
                .allMatch(line -> line.contains("401 (Unauthorized)") || line.contains("HTTP Authentication failed"));
    }

    @Test
    void itSpeaksIndonesian() {
        var page = signIn("id", admin);
        page.navigate(base + "sign-ins");
        assertThat(page.locator("h1")).hasText("Yang sedang masuk");
        assertThat(page.locator(".key-row")).containsText("dengan kunci");
        page.locator("[data-end]").click();
        assertThat(page.locator("#confirm-end h2")).hasText("Keluarkan orang ini?");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    private Map<String, Object> auditOf(String signIn) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> Keys.with(admin).get("/api/audit?action=sign-in.delete").then().statusCode(200).extract().jsonPath()
                        .<Map<String, Object>> getList("items").stream().filter(row -> signIn.equals(row.get("target")))
                        .toList(),
                rows -> rows.size() == 1).getFirst();
    }

    private Page signIn(String locale, String key) {
        var page = browser.open(new Browser.NewContextOptions().setLocale(locale));
        page.navigate(base + "login");
        page.locator("#key").fill(key);
        page.locator("#key").press("Enter");
        assertThat(page.locator("#sessions")).isAttached();
        return page;
    }
}
