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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;

/** WhatsApp's passkey step as a person does it: takes the challenge along, pastes the answer. */
@QuarkusTest
@Timeout(240)
class PasskeyPageTest {

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
    void theChallengeIsShownAndAnAnswerMadeElsewhereLinks() throws Exception {
        var id = Api.create("Toko Melati");
        Api.fault("PASSKEY", Map.of(), 0);
        var page = browser.open(new Browser.NewContextOptions().setLocale("en-GB"));
        page.navigate(base + "login?next=%2Fsessions%2F" + id);
        page.locator("#key").fill(TestKey.value());
        page.locator("#key").press("Enter");
        assertThat(page.locator("#connection")).hasAttribute("data-state", "open");
        assertThat(page.locator("#passkey")).isHidden();

        Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        assertThat(page.locator("#state h2")).hasText("WhatsApp asks for a passkey");
        assertThat(page.locator("#passkey [data-slot=origin]")).hasText(Pattern.compile("http://localhost:\\d+"));
        assertThat(page.locator("[data-slot=passkey-left]")).hasText(Pattern.compile("Another .+ to answer"));
        var shown = page.locator("#challenge").inputValue();
        page.reload();
        assertThat(page.locator("#challenge")).hasValue(shown);

        page.locator("#credential").fill("{ not JSON");
        page.locator("#passkey [type=submit]").click();
        assertThat(page.locator("#credential-problem")).containsText("no JSON object");
        page.locator("#credential").fill("{\"id\":\"x\"}");
        page.locator("#passkey [type=submit]").click();
        assertThat(page.locator("#credential-problem")).containsText("toJSON()");
        assertThat(page.locator("#credential")).hasAttribute("aria-invalid", "true");

        var json = new ObjectMapper();
        var answer = Api.call().body(Map.of("publicKey", json.readTree(shown), "origin",
                page.locator("#passkey [data-slot=origin]").textContent())).post("/sandbox/phone/passkey").then()
                .statusCode(200).extract().asString();
        page.locator("#credential").fill(answer);
        page.locator("#passkey [type=submit]").click();
        assertThat(page.locator("#status")).hasText("Connected");
        assertThat(page.locator("#passkey")).isHidden();
        assertThat(page.locator("#challenge")).hasValue("");
        Assertions.assertThat(browser.errors()).allMatch(line -> line.contains("400 (Bad Request)"));
    }
}
