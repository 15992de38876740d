package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.QrReader;
import dev.pindai.testsupport.ScanLinkApi;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;

/** The page of a scan link as its visitor uses it: on a phone, without a key. */
@QuarkusTest
@Timeout(180)
class ScanLinkPageTest {

    private static final LocatorAssertions.HasTextOptions SOON = new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.IsVisibleOptions SEEN = new LocatorAssertions.IsVisibleOptions()
            .setTimeout(60_000);
    private static final String SHOP = "http://shop.localhost/thanks";

    @TestHTTPResource
    String base;

    private RealBrowser browser;
    private String session;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
        session = Api.create("Toko Melati");
    }

    @AfterEach
    void clean() {
        browser.close();
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aScanOfItsCanvasConnectsAndLeadsBack() throws IOException {
        var page = phone("en");
        var asked = new ArrayList<String>();
        page.onRequest(request -> asked.add(request.method() + " " + request.url().replace(base, "/")));
        // Answered when what the page says before has been read: until then it stays.
        var back = new CompletableFuture<Route>();
        page.context().route(SHOP, back::complete);
        var url = ScanLinkApi.url(session, Map.of("label", "Toko Melati", "locale", "id", "returnUrl", SHOP));
        page.navigate(url);
        assertThat(page.locator("h1")).hasText("Hubungkan WhatsApp Anda ke Toko Melati");
        assertThat(page.locator("[data-begin=qr]")).isEnabled();
        assertThat(asked).as("until a button is pressed").noneMatch(request -> request.contains("/api/"));
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
        page.locator(".languages a[lang=en]").click();
        assertThat(page.locator("h1")).hasText("Connect your WhatsApp to Toko Melati");

        page.locator("[data-begin=qr]").click();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        assertThat(page.locator("#scan [data-slot=left]")).hasText(Pattern.compile("\\d+ s left"));
        var first = canvas(page);
        page.reload();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6");
        assertThat(canvas(page)).as("goes on without a press").isEqualTo(first);
        for (var width : List.of(390, 320)) {
            page.setViewportSize(width, 844);
            assertThat(page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")).as("fits %s", width)
                    .isEqualTo(true);
        }

        var wid = Api.scan(first);
        assertThat(page.locator("#state h2")).hasText("Connected", SOON);
        assertThat(page.locator("[data-slot=number]"))
                .hasText("The account’s number ends in " + wid.replaceFirst("@.*", "").replaceFirst(".*(...)$", "$1") + ".");
        assertThat(page.locator("[data-slot=returning]")).hasText(Pattern.compile("Taking you back in \\d s…"));
        page.waitForCondition(back::isDone);
        back.join().fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<title>Thanks</title>"));
        assertThat(page).hasURL(SHOP, new PageAssertions.HasURLOptions().setTimeout(60_000));
        assertThat(asked).filteredOn(request -> request.contains("/api/")).allMatch(request -> request.contains("/api/scan"))
                .noneMatch(request -> request.contains(ScanLinkApi.token(url)));
        assertThat(browser.errors()).isEmpty();

        page.navigate(url);
        assertThat(page.locator("h1")).hasText("WhatsApp Anda sudah terhubung");
        assertThat(page.locator("main a.btn")).hasAttribute("href", SHOP);
    }

    @Test
    void whoHasOnlyThisPhoneTypesACode() {
        var page = phone("id");
        page.navigate(ScanLinkApi.url(session, Map.of()));
        page.locator("[data-begin=code]").click();
        var number = page.locator("#phone-number");
        assertThat(number).isVisible(SEEN);
        number.fill("0812 3456 7890");
        number.press("Enter");
        assertThat(page.locator("#phone-problem")).hasText(
                "Itu bukan nomor telepon yang lengkap. Mulai dengan + dan kode negara: 0812… menjadi +62 812…");
        assertThat(number).hasAttribute("aria-invalid", "true");
        number.fill("");
        number.press("Enter");
        assertThat(page.locator("#phone-problem")).containsText("Itu bukan nomor telepon");
        number.fill("+62 812 3456 7890");
        number.press("Enter");
        var code = page.locator("[data-slot=code]");
        assertThat(code).hasText(Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}"));
        var shown = code.getAttribute("data-code");
        // A phone that comes back from WhatsApp often loads the page again.
        page.reload();
        assertThat(code).hasAttribute("data-code", shown);
        assertThat(code).isVisible();
        Api.call().body(Map.of("code", shown, "phoneNumber", "+6281234567890")).post("/sandbox/phone/pair").then()
                .statusCode(200);
        assertThat(page.locator("#state h2")).hasText("Terhubung", SOON);
        assertThat(page.locator("[data-slot=number]")).hasText("Nomor akunnya berakhiran 890.");
        assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }

    @Test
    void whatFailsIsToldAndCanBeTriedAgain() {
        Api.settings(Map.of("firstQrTtlMs", 400, "nextQrTtlMs", 400));
        var page = phone("en");
        try {
            page.navigate(ScanLinkApi.url(session, Map.of()));
            page.locator("[data-begin=qr]").click();
            assertThat(page.locator("#state h2")).hasText("The code was not used in time", SOON);
        } finally {
            Api.settings(Map.of("firstQrTtlMs", 60_000, "nextQrTtlMs", 20_000));
        }
        page.locator("#state [data-again]").click();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        Api.post(session, "stop").statusCode(202);
        assertThat(page.locator("#state h2")).hasText("No code at this moment");
        page.locator("#state [data-again]").click();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aPasskeyThatIsNotAtHandIsNoDeadEnd() {
        Api.fault("PASSKEY", Map.of(), 0);
        var page = phone("en");
        page.navigate(ScanLinkApi.url(session, Map.of()));
        page.locator("[data-begin=qr]").click();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        Api.scan(Api.call().get("/api/sessions/{id}/qr", session).then().statusCode(200).extract().path("qr"));
        assertThat(page.locator("#state h2")).hasText("WhatsApp asks for a passkey");
        assertThat(page.locator("#challenge")).hasValue(Pattern.compile("\"challenge\""));
        page.locator("[data-again=restart]").click();
        assertThat(page.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        assertThat(page.locator("#passkey-step")).isHidden();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aLinkThatIsMadeCopiedAndRevokedOnTheSessionsPage() {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB")
                .setExtraHTTPHeaders(Map.of(TestKey.HEADER, TestKey.value())));
        page.navigate(base + "sessions/" + session);
        page.locator("#share [data-open]").click();
        page.locator("#share-label").fill("Toko Melati");
        page.locator("#share-return").fill("https://elsewhere.example/");
        page.locator("#share-dialog [type=submit]").click();
        assertThat(page.locator("#share-return-problem")).containsText("pindai.link.return-origins");
        page.locator("#share-return").fill(SHOP);
        page.locator("#share-expires").selectOption("3600");
        page.locator("#share-dialog [type=submit]").click();
        assertThat(page.locator("#share-made")).isVisible();
        var url = page.locator("#share-url").inputValue();
        assertThat(url).startsWith(base + "scan/");
        page.locator("#share-made [data-close]").click();
        assertThat(page.locator("#share-url")).hasValue("");
        assertThat(page.locator("#share .link"))
                .hasText(Pattern.compile("Toko Melati\\s*Open\\s*until .+used 0 of 1\\s*"));

        var visitor = phone("en");
        visitor.navigate(url);
        visitor.locator("[data-begin=qr]").click();
        assertThat(visitor.locator("#scan [data-slot=attempt]")).hasText("Code 1 of 6", SOON);
        page.locator("#share [data-revoke]").click();
        page.locator("#confirm-revoke [value=yes]").click();
        assertThat(page.locator("#share .link .pill")).hasText("Revoked");
        assertThat(visitor.locator("h1")).hasText("This link opens nothing", SOON);
        assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)") || line.contains("404 (Not Found)")
                || line.contains("401 (Unauthorized)"));
    }

    private Page phone(String locale) {
        return browser.open(new Browser.NewContextOptions().setLocale(locale).setViewportSize(390, 844).setHasTouch(true)
                .setIsMobile(true));
    }

    /** What a phone reads off the pixels of the canvas. */
    private static String canvas(Page page) throws IOException {
        assertThat(page.locator(".qr-frame:not(.waiting) canvas#qr")).isVisible(SEEN);
        var url = (String) page.evaluate("document.querySelector('canvas#qr').toDataURL('image/png')");
        var png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
        return QrReader.read(ImageIO.read(new ByteArrayInputStream(png)));
    }
}
