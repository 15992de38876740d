package dev.pindai.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pindai.testsupport.Api.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;

/** The audit for people: found in the navigation, filtered, read page by page, in both languages. */
@QuarkusTest
@Timeout(240)
class AuditPageTest {

    @TestHTTPResource
    String base;

    private RealBrowser browser;

    @BeforeEach
    void openBrowser() {
        browser = new RealBrowser();
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void whatWasDoneToASessionIsFoundAndLeafedThrough() {
        var id = Api.create("Toko Melati");
        IntStream.range(0, 55).forEach(i -> call().body(Map.of("name", "Toko " + i)).patch("/api/sessions/{id}", id).then()
                .statusCode(200));
        Api.delete(id);
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> call().get("/api/audit?action=session.delete&session=" + id)
                        .then().extract().jsonPath().getList("items").size() == 1);

        var page = browser.open(new Browser.NewContextOptions().setLocale("en")
                .setExtraHTTPHeaders(Map.of(TestKey.HEADER, TestKey.value())));
        page.navigate(base);
        page.locator(".top nav a[href='/audit']").click();
        assertThat(page.locator("h1")).hasText("Audit");
        assertThat(page.locator(".top nav a[aria-current=page]")).hasText("Audit");
        page.getByLabel("Session id").fill(id);
        page.getByLabel("Action").fill("session.*");
        page.getByLabel("From day").fill("2026-01-01");
        page.locator("#audit-filter [type=submit]").click();
        assertThat(page.locator(".audit tbody tr")).hasCount(50);
        assertThat(page.locator(".audit tbody tr").first()).containsText("session.delete");
        assertThat(page.locator(".audit tbody tr").first()).containsText("204");
        assertThat(page.locator(".audit tbody tr").first()).containsText("127.0.0.1");
        page.locator(".more a").click();
        assertThat(page.locator(".audit tbody tr")).hasCount(7);
        assertThat(page.locator(".audit tbody tr").last()).containsText("session.create");
        assertThat(page.getByLabel("Session id")).hasValue(id);
        page.locator(".languages a[lang=id]").click();
        assertThat(page.getByLabel("ID sesi")).hasValue(id);
        assertThat(page.locator(".audit thead")).containsText("Siapa");
        page.getByLabel("Tindakan").fill("webhook.create");
        page.locator("#audit-filter [type=submit]").click();
        assertThat(page.locator(".empty")).containsText("Tidak ada apa-apa di sini");
        page.locator(".empty a").click();
        assertThat(page.locator(".audit tbody tr").first()).isVisible();
        Assertions.assertThat(browser.errors()).isEqualTo(List.of());
    }

    @Test
    void aMistypedFilterIsNotAnsweredWithEverything() {
        for (var query : List.of("session=x", "action=Q", "from=yesterday")) {
            call().accept("text/html").get("/audit?" + query).then().statusCode(400);
        }
    }
}
