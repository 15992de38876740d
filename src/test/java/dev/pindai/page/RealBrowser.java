package dev.pindai.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** A person's browser for the page tests: the installed Chromium, which remembers every error its console shows. */
final class RealBrowser implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    RealBrowser() {
        // For machines that have much else to do; what is right at once is seen at once.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        drivers();
        System.setProperty("playwright.cli.dir", Path.of("target", "playwright-driver").toAbsolutePath().toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of(
                "PLAYWRIGHT_NODEJS_PATH", onPath("node").toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(onPath("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"))
                // Not the driver's: the path of its temporary directory is too long for a browser's socket.
                .setEnv(System.getenv())
                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** Playwright gives every driver of this process the environment of the first, be that one the application's. */
    private static void drivers() {
        var place = System.getProperty("pindai.driver.tmpdir");
        if (place != null) {
            Path.of(place).toFile().mkdirs();
        }
    }

    /** A page in a profile of its own; a policy violation, a script error or a failed request is noted in {@link #errors}. */
    Page open(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(error -> errors.add("script error: " + error));
        return page;
    }

    /** What went wrong in the console since the browser opened or this was asked last. */
    List<String> errors() {
        var seen = List.copyOf(errors);
        errors.clear();
        return seen;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            errors.add(message.text());
        }
    }

    private static Path onPath(String... names) {
        return Stream.of(names).flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(at -> Path.of(at, name)))
                .filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IllegalStateException("None of " + List.of(names) + " is on the PATH"));
    }
}
