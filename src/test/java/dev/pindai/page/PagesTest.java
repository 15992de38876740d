package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

/** The pages in a real browser, as far as they go without a WhatsApp page behind them. */
@QuarkusTest
class PagesTest {

    @TestHTTPResource
    String base;
    @ConfigProperty(name = "pindai.security.admin-key")
    String key;

    private RealBrowser browser;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
        HookApi.deleteAll();
    }

    @Test
    void whoIsNotSignedInIsAskedForTheKeyAndThenSeesWhatWasAskedFor() {
        var id = Api.create("Toko Melati");
        var page = browser.open(english());
        page.navigate(base + "sessions/" + id);
        assertThat(page.url()).contains("/login?next=");
        page.getByLabel("Key").fill("not-the-key");
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT)).containsText("That key is not right");
        page.getByLabel("Key").fill(key);
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        PlaywrightAssertions.assertThat(heading(page)).hasText("Toko Melati");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void createDialogMakesASessionAndLeadsToItsPage() {
        var page = signedIn(english());
        page.getByRole(AriaRole.BUTTON, named("New session")).first().click();
        PlaywrightAssertions.assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))).isFocused();
        page.keyboard().type("Warung <b>Bu Sari</b>");
        page.getByLabel("Start at once").uncheck();
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(heading(page)).hasText("Warung <b>Bu Sari</b>");
        PlaywrightAssertions.assertThat(page.locator("#status")).hasText("Stopped");
        PlaywrightAssertions.assertThat(page.locator("#connection")).hasText("Live");
        PlaywrightAssertions.assertThat(page.locator("#events li")).hasCount(1);
        page.getByRole(AriaRole.LINK, named("Sessions")).first().click();
        PlaywrightAssertions.assertThat(page.locator(".session-row", new Page.LocatorOptions().setHasText("Bu Sari")))
                .hasCount(1);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void escapeClosesTheDialogAndTheFocusReturns() {
        var page = signedIn(english());
        var button = page.getByRole(AriaRole.BUTTON, named("New session")).first();
        button.focus();
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#create")).isVisible();
        page.keyboard().press("Escape");
        PlaywrightAssertions.assertThat(page.locator("#create")).isHidden();
        PlaywrightAssertions.assertThat(button).isFocused();
    }

    @Test
    void aSessionThatIsDeletedLeavesTheListByItself() {
        var id = Api.create("Akan dihapus");
        var list = signedIn(english());
        var row = list.locator("[data-id='" + id + "']");
        PlaywrightAssertions.assertThat(row).isVisible();
        PlaywrightAssertions.assertThat(list.locator("#connection")).hasText("Live");
        var page = list.context().newPage();
        page.navigate(base + "sessions/" + id);
        page.getByRole(AriaRole.BUTTON, named("Delete")).click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions()
                .setName("Delete")).click();
        PlaywrightAssertions.assertThat(heading(page)).hasText("Sessions");
        PlaywrightAssertions.assertThat(row).hasCount(0);
    }

    @Test
    void aSessionThatAppearsElsewhereJoinsTheList() {
        var list = signedIn(english());
        PlaywrightAssertions.assertThat(list.locator("#connection")).hasText("Live");
        var id = Api.create("Datang dari API");
        PlaywrightAssertions.assertThat(list.locator("[data-id='" + id + "'] .name")).hasText("Datang dari API");
        PlaywrightAssertions.assertThat(list.locator("[data-id='" + id + "'] .pill")).hasText("Stopped");
    }

    @Test
    void searchShowsWhatMatches() {
        Api.create("Cabang Bandung");
        Api.create("Cabang Medan");
        var page = signedIn(english());
        page.getByLabel("Search by name").fill("bandung");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".session-row .name")).hasText(new String[] { "Cabang Bandung" });
        page.getByLabel("Search by name").fill("no such name");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.getByText("No session matches")).isVisible();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void languageFollowsTheBrowserAndTheSwitchIsRemembered() {
        var page = signedIn(new Browser.NewContextOptions().setLocale("id-ID"));
        PlaywrightAssertions.assertThat(heading(page)).hasText("Sesi");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("id");
        page.getByRole(AriaRole.LINK, named("English")).click();
        PlaywrightAssertions.assertThat(heading(page)).hasText("Sessions");
        page.navigate(base);
        PlaywrightAssertions.assertThat(heading(page)).hasText("Sessions");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void darkFollowsTheSystemAndTheSwitchIsRemembered() {
        var page = signedIn(english().setColorScheme(ColorScheme.DARK));
        var html = page.locator("html");
        PlaywrightAssertions.assertThat(html).hasAttribute("data-bs-theme", "dark");
        page.getByRole(AriaRole.BUTTON, named("Theme")).click();
        page.getByRole(AriaRole.BUTTON, named("Light")).click();
        PlaywrightAssertions.assertThat(html).hasAttribute("data-bs-theme", "light");
        page.reload();
        PlaywrightAssertions.assertThat(html).hasAttribute("data-bs-theme", "light");
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(243, 246, 245)");
        assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "id-ID", "en-GB" })
    void nothingIsWiderThanAPhone(String language) {
        var id = Api.create("Kantor pusat, nomor utama untuk pelanggan lama dan baru");
        var page = signedIn(new Browser.NewContextOptions().setLocale(language).setViewportSize(390, 844));
        var hook = HookApi.create("http://127.0.0.1:9/a-rather-long-path/that/has/no/room/on/a/phone", Map.of());
        for (var path : new String[] { "", "sessions/" + id, "webhooks", "webhooks/" + hook, "keys", "sign-ins",
                "nothing-here" }) {
            page.navigate(base + path);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(390);
        }
    }

    private Page signedIn(Browser.NewContextOptions options) {
        var page = browser.open(options);
        page.navigate(base + "login");
        page.locator("#key").fill(key);
        page.locator("form[action='/login'] [type=submit]").click();
        PlaywrightAssertions.assertThat(page.locator("#sessions")).isAttached();
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        return page;
    }

    private static Browser.NewContextOptions english() {
        return new Browser.NewContextOptions().setLocale("en-GB");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }
}
