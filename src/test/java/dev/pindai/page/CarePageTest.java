package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.pindai.session.capacity.Admission;
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

    private static final LocatorAssertions.HasTextOptions MEASURED = new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final Pattern CURRENT = Pattern.compile("\\bcurrent\\b");

    @TestHTTPResource
    String base;
    @Inject
    Admission admission;

    private RealBrowser browser;
    private List<UUID> others = List.of();

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterEach
    void clean() {
        browser.close();
        others.forEach(admission::release);
        Api.noFaults();
        Api.settings(Map.of("resumeMs", 300));
        Api.deleteAll();
    }

    @Test
    void aCrashIsToldAsBeingMendedAndThenAsConnected() {
        var id = Api.create("Toko Melati");
        var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        Api.awaitStatus(id, "READY");
        var page = open(id);
        assertThat(page.locator("#status")).hasText("Connected");
        assertThat(page.locator("[data-detail=memory]")).hasText(Pattern.compile("\\d+ MB in \\d+ processes"), MEASURED);
        assertThat(page.locator("[data-detail=cpu]")).hasText(Pattern.compile("[\\d.]+% of one core, .*\\d sec in all"));
        var list = page.context().newPage();
        list.navigate(base);
        assertThat(list.locator("[data-id='" + id + "'] .usage")).hasText(Pattern.compile("\\d+ MB · [\\d.]+% CPU"));
        list.close();
        page.locator("[data-screenshot]").click();
        assertThat(page.locator("#screenshot img")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        Assertions.assertThat((Integer) page.locator("#screenshot img").evaluate("image => image.naturalWidth"))
                .isGreaterThan(300);
        page.keyboard().press("Escape");
        var file = page.waitForDownload(() -> page.locator("a[download]").click());
        Assertions.assertThat(file.failure()).isNull();
        Assertions.assertThat(file.suggestedFilename()).endsWith(".zip");

        // Long enough for all that is read while it is mended.
        Api.settings(Map.of("resumeMs", 20_000));
        Api.fault("CRASH", Map.of("wid", wid), 0);
        assertThat(page.locator("#state h2")).hasText("Pindai is mending this session",
                new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        // First: it goes by itself.
        assertThat(page.locator(".toast.tone-info")).containsText("Pindai is mending it");
        assertThat(page.locator("[data-healing] [data-slot=what]"))
                .hasText("The browser of this session ended or stopped answering.");
        assertThat(page.locator("[data-rung=RESTART]")).hasClass(CURRENT);
        assertThat(page.locator("[data-rung=WAIT]")).not().hasClass(CURRENT);
        assertThat(page.locator("[data-slot=restarts]")).hasText("(1 of 15)");
        assertThat(page.locator("[data-slot=next]"))
                .hasText(Pattern.compile("The browser is opened again in \\d sec\\.|The browser is being opened, .*"));
        assertThat(page.locator("#announcer")).hasText("Pindai is mending this session");
        assertThat(page.locator(".toast.tone-danger, .toast.tone-warning")).hasCount(0);

        // The next page is drawn without that event: it asks for the step that is under way.
        page.reload();
        assertThat(page.locator("#state h2")).hasText("Pindai is mending this session");
        assertThat(page.locator("#status")).hasText("Connected", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        assertThat(page.locator("#state [data-healing]")).hasCount(0);
        assertThat(page.locator("#state h2")).hasText("Connected");
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aStartWithoutRoomIsToldWhereTheStartButtonIs() {
        others = Stream.generate(UUID::randomUUID).limit(admission.now().maxRunning()).toList();
        others.forEach(admission::keep);
        var page = signIn("/");
        page.locator("[data-open='#create']").first().click();
        page.locator("#name").fill("Satu terlalu banyak");
        page.locator("#create [type=submit]").click();

        var problem = page.locator("#state [data-slot=start-problem]");
        assertThat(problem).isVisible();
        assertThat(problem).containsText("sessions are running. Stop one that is not needed");
        assertThat(page.locator("#status")).hasText("Stopped");
        page.locator("[data-screenshot]").click();
        assertThat(page.locator("#screenshot [role=alert]")).isVisible();
        assertThat(page.locator("#screenshot img")).isHidden();
        page.reload();
        assertThat(problem).isHidden();
        page.locator(".commands [data-command=start]").click();
        assertThat(problem).isVisible();
        assertThat(problem).containsText("sessions are running. Stop one that is not needed");
        assertThat(page.locator(".toast")).hasCount(0);

        others.forEach(admission::release);
        page.locator("#state [data-command=start]").click();
        assertThat(page.locator("#status")).not().hasText("Stopped");
        assertThat(problem).hasCount(0);
    }

    private Page open(String id) {
        var page = signIn("/sessions/" + id);
        assertThat(page.locator("#connection")).hasAttribute("data-state", "open");
        return page;
    }

    private Page signIn(String next) {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB"));
        page.navigate(base + "login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("h1")).not().hasText("Sign in");
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        return page;
    }
}
