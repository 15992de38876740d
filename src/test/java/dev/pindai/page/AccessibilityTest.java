package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.ScanLinkApi;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** What somebody without eyes, mouse or good light needs of every page. */
@QuarkusTest
class AccessibilityTest {

    /** Hidden parts count too: they appear later. Templates are looked into as well. */
    private static final String FINDINGS = """
            () => {
              const findings = [];
              const roots = [document, ...[...document.querySelectorAll('template')].map((each) => each.content)];
              for (const root of roots) {
                for (const field of root.querySelectorAll('input:not([type=hidden]), select, textarea')) {
                  if (!field.labels?.length && !field.getAttribute('aria-label')) findings.push(`no label: ${field.outerHTML}`);
                }
                for (const each of root.querySelectorAll('a, button')) {
                  const name = each.getAttribute('aria-label') || each.textContent.trim();
                  if (!name && !each.closest('template, .session-row')) findings.push(`no name: ${each.outerHTML}`);
                }
                for (const image of root.querySelectorAll('img:not([alt]), canvas:not([aria-label])')) findings.push(`no text: ${image.outerHTML}`);
                for (const each of root.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls]')) {
                  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls']) {
                    for (const id of each.getAttribute(name)?.split(' ') ?? []) {
                      if (!document.getElementById(id)) findings.push(`${name} leads nowhere: ${id}`);
                    }
                  }
                }
              }
              const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
              for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) findings.push(`twice: #${id}`);
              if (document.querySelectorAll('h1').length !== 1) findings.push('not exactly one h1');
              if (!document.documentElement.lang) findings.push('no language');
              if (!document.querySelector('[aria-live=polite]')) findings.push('no live region');
              return findings;
            }""";

    /** Contrast of each visible text against the nearest painted ground (WCAG 2: 4.5, large 3). */
    private static final String CONTRAST = """
            () => {
              const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = (element) => {
                for (let at = element; at; at = at.parentElement) {
                  const style = getComputedStyle(at);
                  if (style.backgroundImage !== 'none') return null;
                  const color = numbers(style.backgroundColor);
                  if (color.length === 3 || color[3] === 1) return color;
                }
                return [255, 255, 255];
              };
              const low = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                if (!walker.currentNode.textContent.trim() || !element.checkVisibility({ opacityProperty: true })) continue;
                const back = ground(element);
                if (!back) continue;
                const style = getComputedStyle(element);
                const [a, b] = [light(numbers(style.color)), light(back)].sort((x, y) => y - x);
                const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < (large ? 3 : 4.5)) low.push(`${ratio.toFixed(2)}: ${walker.currentNode.textContent.trim()}`);
              }
              return low;
            }""";

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

    @ParameterizedTest
    @CsvSource({ "LIGHT, en", "DARK, id" })
    void everythingHasANameAndCanBeRead(ColorScheme theme, String language) {
        var id = Api.create("Toko Melati");
        var page = browser.open(new Browser.NewContextOptions().setColorScheme(theme).setLocale(language)
                .setExtraHTTPHeaders(Map.of("X-Api-Key", key)));
        var hook = HookApi.create("http://127.0.0.1:9/hook", Map.of("enabled", false));
        for (var path : List.of("", "sessions/" + id, "webhooks", "webhooks/" + hook, "keys", "sign-ins", "audit",
                "nothing-here")) {
            page.navigate(base + path);
            assertThat(page.evaluate(FINDINGS)).as("/" + path).isEqualTo(List.of());
            assertThat(page.evaluate(CONTRAST)).as("contrast of /" + path).isEqualTo(List.of());
        }
        page.setExtraHTTPHeaders(Map.of());
        page.navigate(base + "login");
        assertThat(page.evaluate(FINDINGS)).as("/login").isEqualTo(List.of());
        assertThat(page.evaluate(CONTRAST)).as("contrast of /login").isEqualTo(List.of());
        for (var link : List.of(ScanLinkApi.url(id, Map.of("label", "Toko Melati")), base + "scan/unknown")) {
            page.navigate(link);
            assertThat(page.evaluate(FINDINGS)).as("scan page").isEqualTo(List.of());
            assertThat(page.evaluate(CONTRAST)).as("contrast of the scan page").isEqualTo(List.of());
        }
    }

    /** Checks of our own could be blind: so they must find what is broken on purpose. */
    @Test
    void theChecksFindWhatIsWrong() {
        var page = browser.open(new Browser.NewContextOptions().setLocale("en").setColorScheme(ColorScheme.LIGHT));
        page.navigate(base + "login");
        page.evaluate("document.querySelector('label').remove()");
        page.evaluate("document.querySelector('h1').style.color = '#c8d2d0'");
        assertThat(page.evaluate(FINDINGS)).asInstanceOf(InstanceOfAssertFactories.LIST).singleElement().asString()
                .startsWith("no label: <input");
        assertThat(page.evaluate(CONTRAST)).asInstanceOf(InstanceOfAssertFactories.LIST).singleElement().asString()
                .endsWith(": Sign in");
    }
}
