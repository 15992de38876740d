package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;

import javax.imageio.ImageIO;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.QrReader;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

/** The whole job as a person does it, in a real browser: create, start, see the QR, scan it, see "connected". */
@QuarkusTest
@Timeout(180)
class ScanPageTest {

    private static final LocatorAssertions.ContainsTextOptions SOON = new LocatorAssertions.ContainsTextOptions()
            .setTimeout(60_000);

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
        Api.deleteAll();
    }

    @Test
    void aScanOfTheCanvasConnectsInEnglish() throws IOException {
        createScanAndConnect("en-GB", "Name", "Create", "Connected");
    }

    @Test
    void aScanOfTheCanvasConnectsInIndonesian() throws IOException {
        createScanAndConnect("id-ID", "Nama", "Buat", "Terhubung");
    }

    private void createScanAndConnect(String locale, String name, String create, String connected) throws IOException {
        var page = browser.open(new Browser.NewContextOptions().setLocale(locale));
        page.navigate(base + "login");
        page.locator("#key").fill(key);
        page.locator("form[action='/login'] [type=submit]").click();
        assertThat(page.locator("#sessions")).isAttached();
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        page.locator("[data-open='#create']").first().click();
        page.getByLabel(name, new Page.GetByLabelOptions().setExact(true)).fill("Toko Melati");
        page.locator("#create")
                .getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Locator.GetByRoleOptions().setName(create))
                .click();

        assertThat(page.locator("#scan [data-slot=attempt]")).containsText("1", SOON);
        assertThat(page.locator(".qr-frame")).not().hasClass(java.util.regex.Pattern.compile("waiting"));
        Api.scan(canvas(page));

        assertThat(page.locator("#status")).containsText(connected, SOON);
        assertThat(page.locator("[data-detail=phoneNumber]")).containsText("+62");
        assertThat(page.locator("#scan")).isHidden();
        assertThat(page.locator("#events")).containsText("ready");
        assertThat(browser.errors()).isEmpty();
    }

    /** What a phone reads off the pixels of the canvas. */
    private static String canvas(Page page) throws IOException {
        var url = (String) page.evaluate("document.querySelector('canvas#qr').toDataURL('image/png')");
        var png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
        return QrReader.read(ImageIO.read(new ByteArrayInputStream(png)));
    }
}
