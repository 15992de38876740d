package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

/** What is read from the document itself, on documents made for it. */
@Timeout(60)
class PageReaderTest {

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() {
        DriverFinder.Driver driver = new DriverFinder(Optional.empty()).find().orElseThrow();
        System.setProperty("playwright.cli.dir", driver.directory().toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(driver.environment()));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                // Not the driver's: the path of its temporary directory is too long for a browser's socket.
                .setEnv(System.getenv())
                .setExecutablePath(new BrowserFinder(Optional.empty()).find().orElseThrow().executable())
                .setChromiumSandbox(ChromiumSandbox.of(EngineFixture.config(Map.of())).on()));
    }

    @AfterAll
    static void stop() {
        playwright.close();
    }

    @Test
    void theNewsDialogIsDismissedByItsOnlyButton() {
        assertThat(read("<div role=dialog><h1>Yang baru</h1><button id=go>Lanjut</button></div>", "whatsNewButton()?.id"))
                .isEqualTo("go");
        assertThat(read("<div data-animate-modal-popup=true><span role=button id=go>OK</span></div>", "whatsNewButton()?.id"))
                .isEqualTo("go");
    }

    @Test
    void aDialogThatAsksSomethingIsLeftAlone() {
        assertThat(read("<div role=dialog><button>Yes</button><button>No</button></div>", "whatsNewButton()")).isNull();
        assertThat(read("<div role=dialog><input><button>Save</button></div>", "whatsNewButton()")).isNull();
        assertThat(read("<div role=dialog><canvas></canvas><button>Close</button></div>", "whatsNewButton()")).isNull();
    }

    @Test
    void theLoadingBarTellsHowFar() {
        assertThat(read("<progress value=30 max=60></progress>", "percent()")).isEqualTo(50);
        assertThat(read("<p>no bar</p>", "percent()")).isNull();
    }

    private static Object read(String body, String expression) {
        try (Page page = browser.newPage();
                InputStream script = PageScripts.class.getResourceAsStream("/engine/page/reader.js")) {
            page.setContent(body);
            return page.evaluate("(() => { " + new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    + "\nreturn reader." + expression + " ?? null })()");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
