package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.HookReceiver.Reply;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Webhooks on their pages: made, tried out, looked at, mended, removed. */
@QuarkusTest
@Timeout(240)
class WebhookPageTest {

    @TestHTTPResource
    String base;
    @Inject
    EventLog log;

    private final HookReceiver receiver = new HookReceiver();
    private RealBrowser browser;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterEach
    void clean() {
        browser.close();
        HookApi.deleteAll();
        receiver.close();
    }

    @Test
    void aWebhookIsMadeItsSecretShownOnceAndATestSent() {
        Api.create("Toko Melati");
        var page = signIn("/");
        page.locator(".top nav a[href='/webhooks']").click();
        assertThat(page.locator("h1")).hasText("Webhooks");
        // Until then nothing listens to clicks.
        page.waitForLoadState();
        page.locator("[data-open='#hook-form']").first().click();
        page.locator("#url").fill("ftp://127.0.0.1/");
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator("#url-problem")).containsText("must begin with https://");
        assertThat(page.locator("#url")).isFocused();
        page.locator("#url").fill("http://127.0.0.9/");
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator("#url-problem")).containsText("127.0.0.9 is loopback");
        page.locator("#url").fill(receiver.url("/hook"));
        page.locator("#all-events").uncheck();
        page.locator("#event-ready").check();
        page.locator("#event-authenticated").check();
        page.locator("#all-sessions").uncheck();
        page.getByLabel("Toko Melati").check();
        page.locator("#hook-form summary").click();
        page.locator("#hook-headers").fill("no header at all");
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator("#hook-headers-problem")).hasText("Write each header as Name: value");
        page.locator("#hook-headers").fill("Authorization: Bearer s3cr3t-value");
        page.locator("#hook-form [type=submit]").click();

        var secret = page.locator("#secret [data-slot=secret]");
        assertThat(secret).hasText(Pattern.compile("whsec_.{40,}"));
        page.locator("#secret [data-close]").click();
        assertThat(page.locator("h1")).hasText("127.0.0.1/hook");
        page.waitForLoadState();
        Assertions.assertThat(page.content()).doesNotContain("whsec_", "s3cr3t-value");
        assertThat(page.locator(".details")).containsText("authenticated, ready");
        assertThat(page.locator(".details")).containsText("Toko Melati");
        assertThat(page.locator(".details")).containsText("Authorization");
        assertThat(page.locator("#no-deliveries")).isVisible();

        receiver.answer(request -> new Reply(200, Map.of(), "hello " + request.event()));
        page.locator("[data-hook=test]").click();
        assertThat(page.locator(".toast")).containsText(Pattern.compile("The test arrived.*HTTP 200 after"));
        assertThat(page.locator("#delivery [data-slot=response]")).containsText("hello ping");
        assertThat(page.locator("#delivery [data-slot=request]")).containsText("Authorization: •••");
        page.locator("#delivery [data-close]").click();

        page.locator("[data-hook=edit]").click();
        assertThat(page.locator("#event-ready")).isChecked();
        assertThat(page.locator("#event-qr")).not().isChecked();
        page.locator("#all-events").check();
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator(".details")).containsText("All events");
        page.waitForLoadState();
        page.locator("[data-hook=test]").click();
        assertThat(page.locator("#delivery")).isVisible();
        Assertions.assertThat(receiver.received().getLast().headers()).as("the header was kept").containsEntry("authorization",
                "Bearer s3cr3t-value");
        page.locator("#delivery [data-close]").click();
        page.locator("[data-hook=delete]").click();
        page.locator("#confirm-hook-delete [value=yes]").click();
        assertThat(page.getByText("No webhooks yet")).isVisible();
        Assertions.assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }

    @Test
    void anotherReceiverNeedsTheHeadersAnew() {
        var id = HookApi.create(receiver.url("/hook"), Map.of("headers", Map.of("Authorization", "Bearer s3cr3t-value")));
        var page = signIn("/webhooks/" + id);
        page.locator("[data-hook=edit]").click();
        page.locator("#url").fill("http://127.0.0.1:9/other");
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator("#hook-headers-problem")).containsText("Write each value anew in place of •••");
        assertThat(page.locator("#hook-headers")).isFocused();
        page.locator("#hook-headers").fill("Authorization: Bearer other");
        page.locator("#hook-form [type=submit]").click();
        assertThat(page.locator("h1")).hasText("127.0.0.1/other");
        Assertions.assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }

    @Test
    void whatFailedIsSeenAndSentAgainOneByOneOrAllAtOnce() {
        var session = UUID.fromString(Api.create("Toko Melati"));
        receiver.answer(request -> new Reply(422, Map.of("Content-Type", "text/plain"), "not today"));
        var id = HookApi.create(receiver.url("/hook"), Map.of("events", List.of("ready")));
        append(session, 2);
        HookApi.await(id, "DEAD", 2);
        var page = signIn("/webhooks");
        var row = page.locator("#webhooks .session-row");
        assertThat(row).containsText("2 failed");
        row.locator("a").click();
        var rows = page.locator("#deliveries li");
        assertThat(rows).hasCount(2);
        page.waitForLoadState();
        assertThat(rows.first().locator("[data-slot=label]")).hasText("Failed");
        assertThat(rows.first()).containsText(Pattern.compile("ready\\s+Toko Melati #3.*HTTP 422 · \\d+ ms", Pattern.DOTALL));
        rows.first().locator("[data-look]").click();
        var look = page.locator("#delivery");
        assertThat(look.locator("[data-slot=title]")).hasText("ready #3");
        assertThat(look.locator("[data-slot=detail]")).hasText("It answered 422");
        assertThat(look.locator("[data-slot=request]")).containsText("\"wid\": \"2@c.us\"");
        assertThat(look.locator("[data-slot=response]")).containsText("not today");
        receiver.answer(200);
        look.locator("[data-redeliver]").click();
        assertThat(rows.first().locator("[data-slot=label]")).hasText("Delivered");
        assertThat(rows.first()).containsText("try 2");
        append(session, 1);
        assertThat(rows).hasCount(3);
        page.locator("#delivery-filter").selectOption("DEAD");
        assertThat(rows).hasCount(1);
        page.locator("[data-hook=redeliver]").click();
        assertThat(page.locator(".toast").last()).containsText("1 queued to be sent again");
        assertThat(rows).hasCount(0);
        assertThat(page.locator("[data-hook=redeliver]")).isHidden();
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    @Test
    void oneThatWasDisabledSaysWhyAndIsResumed() {
        var session = UUID.fromString(Api.create("Toko Melati"));
        receiver.answer(410);
        HookApi.create(receiver.url("/hook"), Map.of("events", List.of("ready")));
        var page = signIn("/webhooks");
        page.locator("#webhooks a").click();
        assertThat(page.locator("#hook-state")).hasText("Active");
        append(session, 2);
        assertThat(page.locator("#why")).containsText("The receiver answered that it is gone");
        assertThat(page.locator("#waiting")).hasText("1 waiting");
        assertThat(page.locator("#hook-state")).hasText("Disabled");
        receiver.answer(200);
        page.locator("[data-hook=resume]").click();
        assertThat(page.locator("#why")).hasCount(0);
        page.waitForLoadState();
        Locator rows = page.locator("#deliveries li");
        assertThat(rows.first().locator("[data-slot=label]")).hasText("Delivered");
        page.locator("[data-hook=pause]").click();
        assertThat(page.locator("#hook-state")).hasText("Paused");
        page.waitForLoadState();
        page.locator("[data-hook=rotate]").click();
        page.locator("#confirm-rotate [value=yes]").click();
        assertThat(page.locator("#secret [data-slot=secret]")).hasText(Pattern.compile("whsec_.{40,}"));
        Assertions.assertThat(browser.errors()).isEmpty();
    }

    private void append(UUID session, int count) {
        for (int i = 1; i <= count; i++) {
            var event = new SessionEvent.Ready(session, i + "@c.us", "+" + i, null);
            QuarkusTransaction.requiringNew().run(() -> log.append(event));
        }
    }

    private Page signIn(String next) {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB"));
        page.navigate(base + "login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("h1")).not().hasText("Sign in");
        page.waitForLoadState();
        return page;
    }
}
