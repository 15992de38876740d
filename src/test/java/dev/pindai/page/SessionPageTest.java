package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.event.live.Pulse;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

/** The page of a session while its WhatsApp page, the simulated one, does what such pages do. */
@QuarkusTest
@Timeout(180)
class SessionPageTest {

    private static final LocatorAssertions.IsVisibleOptions WHEN_STARTED = new LocatorAssertions.IsVisibleOptions()
            .setTimeout(60_000);

    @TestHTTPResource
    String base;

    @Inject
    Streams streams;
    @Inject
    Pulse pulse;

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
    void theSandboxPhoneScansAndUnlinksAndThePageTellsBoth() {
        var page = open("en", Api.create("Toko Melati"));
        page.getByRole(AriaRole.BUTTON, named("Start")).first().click();
        assertThat(page.locator("canvas#qr")).isVisible(WHEN_STARTED);
        assertThat(page.locator("[data-slot=attempt]")).hasText("Code 1 of 6");
        assertThat(page.locator("[data-slot=left]")).hasText(Pattern.compile("\\d+ s left"));

        page.getByRole(AriaRole.BUTTON, named("Scan with the sandbox phone")).click();
        assertThat(page.locator("#status")).hasText("Connected");
        assertThat(page.locator(".toast")).containsText("Connected");
        assertThat(page.locator("[data-detail=phoneNumber]")).hasText(Pattern.compile("\\+62\\d+"));
        assertThat(page.locator("#scan")).isHidden();

        page.getByRole(AriaRole.BUTTON, named("Unlink at the sandbox phone")).click();
        assertThat(page.locator("#state h2")).hasText("Logged out at the phone");
        assertThat(page.locator(".toast.tone-danger")).containsText("Disconnected");
        assertThat(page.locator("[data-detail=phoneNumber]")).hasText("–");
        assertThat(page.locator("[data-event=disconnected]")).hasCount(1);
        assertThat(page.locator("#announcer")).hasText("Logged out at the phone");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theStoryGoesOnWhereTheConnectionWasLost() {
        var id = UUID.fromString(Api.create("Toko Melati"));
        var page = open("en", id.toString());
        assertThat(page.locator("#connection")).hasAttribute("data-state", "open");
        for (int round = 1; round <= 2; round++) {
            pulse.stop();
            streams.append(new SessionEvent.Authenticated(id), new SessionEvent.Ready(id, "1@c.us", "+" + round, "Budi"));
            assertThat(page.locator("#events > [data-event=ready]")).hasCount(round);
        }
        Assertions.assertThat(page.locator("#events > *").evaluateAll("lines => lines.map(line => Number(line.dataset.seq))"))
                .isEqualTo(List.of(5, 4, 3, 2, 1));
        assertThat(page.locator("[data-detail=phoneNumber]")).hasText("+2");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @Test
    void whoComesLateOrReloadsSeesTheSameCode() {
        var id = Api.create("Toko Melati");
        Api.post(id, "start").statusCode(202);
        Api.awaitStatus(id, "SCAN_QR");
        var page = open("en", id);
        assertThat(page.locator(".qr-frame:not(.waiting) canvas")).isVisible();
        var before = page.locator("#qr").evaluate("canvas => canvas.toDataURL()");
        page.reload();
        assertThat(page.locator(".qr-frame:not(.waiting) canvas")).isVisible();
        Assertions.assertThat(page.locator("#qr").evaluate("canvas => canvas.toDataURL()")).isEqualTo(before);
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "svg, ''", "png, image/svg+xml", "text, image/svg+xml image/png" })
    void withoutACanvasTheQrIsShownAnotherWay(String way, String refused) {
        var id = Api.create("Toko Melati");
        Api.post(id, "start").statusCode(202);
        Api.awaitStatus(id, "SCAN_QR");
        var page = signIn("en");
        page.addInitScript("HTMLCanvasElement.prototype.getContext = () => null");
        page.route("**/qr", route -> {
            if (Stream.of(refused.split(" ")).anyMatch(route.request().headerValue("accept")::equals)) {
                route.abort();
            } else {
                route.resume();
            }
        });
        var warnings = new CopyOnWriteArrayList<String>();
        page.onConsoleMessage(message -> warnings.add(message.text()));
        page.navigate(base + "sessions/" + id);
        if (way.equals("text")) {
            assertThat(page.locator(".qr-frame textarea")).hasValue(Pattern.compile("2@.+,.+,.+,.+"));
        } else {
            assertThat(page.locator(".qr-frame img")).isVisible();
            Assertions.assertThat(warnings).anyMatch(line -> line.contains("QR shown as " + way));
            Assertions.assertThat((Integer) page.locator(".qr-frame img").evaluate("image => image.naturalWidth"))
                    .isGreaterThan(100);
        }
        assertThat(page.locator("canvas#qr")).isHidden();
    }

    @Test
    void aPhoneNumberGetsAPairingCodeInIndonesian() {
        var id = Api.create("Warung Bu Sari");
        Api.post(id, "start").statusCode(202);
        Api.awaitStatus(id, "SCAN_QR");
        var page = open("id", id);
        page.getByRole(AriaRole.TAB, named("Kode QR")).focus();
        page.keyboard().press("ArrowRight");
        page.getByLabel("Nomor telepon").last().fill("+62 812-3456-789O");
        page.getByRole(AriaRole.BUTTON, named("Minta kode")).click();
        assertThat(page.locator("#phone-problem")).isVisible();
        assertThat(page.locator("#phone-number")).isFocused();
        assertThat(page.locator("#pairing [data-slot=problem]")).isHidden();
        page.locator("#phone-number").fill("+62 812 3456 7890");
        page.getByRole(AriaRole.BUTTON, named("Minta kode")).click();
        assertThat(page.locator("[data-slot=code]")).hasText(Pattern.compile("\\w{4}-\\w{4}"));
        assertThat(page.locator("#phone-problem")).isHidden();
        var code = page.locator("[data-slot=code]").textContent();
        page.reload();
        page.getByRole(AriaRole.TAB, named("Nomor telepon")).click();
        assertThat(page.locator("[data-slot=code]")).hasText(code);
        assertThat(page.locator("[data-slot=code-left]")).hasText(Pattern.compile("Berlaku \\d+ detik lagi"));
        page.locator("#phone-number").fill("+62 812 3456 7890");
        page.getByRole(AriaRole.BUTTON, named("Ketik di ponsel simulasi")).click();
        assertThat(page.locator("#status")).hasText("Terhubung");
        assertThat(page.locator("[data-detail=phoneNumber]")).hasText("+6281234567890");
    }

    private Page open(String language, String id) {
        var page = signIn(language);
        page.navigate(base + "sessions/" + id);
        assertThat(page.locator("#connection")).hasAttribute("data-state", "open");
        return page;
    }

    private Page signIn(String language) {
        var page = browser.open(new Browser.NewContextOptions().setLocale(language));
        page.navigate(base + "login");
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("#sessions")).isAttached();
        return page;
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
