package dev.pindai.engine.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;

/**
 * A browser that was started: Playwright's side of it, to be touched by its lane's thread only, and its main process.
 */
record RunningBrowser(Lane lane, BrowserContext context, ProcessHandle process) {

    /** Blocks windows that a page opens without being clicked, which Playwright would rather see. */
    private static final List<String> UNWANTED = List.of("--disable-popup-blocking");

    /** Starts the browser; on the lane's thread. */
    static RunningBrowser start(Playwright playwright, Lane lane, LaunchPlan plan) {
        BrowserContext context = launch(playwright, plan);
        lane.opened(context);
        return new RunningBrowser(lane, context, ProcessTree.browserOn(plan.directory(), lane.process()).findFirst()
                .orElseThrow(() -> new PlaywrightException("The browser ended while it started")));
    }

    /** A second time without Chromium's sandbox, if that is what the first failed for. */
    private static BrowserContext launch(Playwright playwright, LaunchPlan plan) {
        boolean sandbox = plan.sandbox().on();
        try {
            return launch(playwright, plan, sandbox);
        } catch (PlaywrightException e) {
            if (sandbox && plan.sandbox().impossible(plan.log().tail())) {
                return launch(playwright, plan, false);
            }
            throw e;
        }
    }

    private static BrowserContext launch(Playwright playwright, LaunchPlan plan, boolean sandbox) {
        BrowserType.LaunchPersistentContextOptions options = new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(plan.log().launcher(plan.browser().executable()))
                .setEnv(environment(plan))
                .setHeadless(plan.headless())
                .setChromiumSandbox(sandbox)
                .setArgs(plan.flags())
                .setIgnoreDefaultArgs(UNWANTED)
                .setAcceptDownloads(false)
                .setTimeout(plan.timeout().toMillis())
                // Ctrl-C reaches the driver too; browsers end when we say so.
                .setHandleSIGHUP(false).setHandleSIGINT(false).setHandleSIGTERM(false);
        if (plan.headless()) {
            options.setUserAgent(plan.userAgent());
        }
        return playwright.chromium().launchPersistentContext(plan.directory(), options);
    }

    private static Map<String, String> environment(LaunchPlan plan) {
        Map<String, String> environment = plan.log().environment(plan.browser().executable());
        plan.temporary().ifPresent(path -> environment.put("TMPDIR", path.toString()));
        return environment;
    }

    /** Ends the browser in good order, so that its profiles are written out; on the lane's thread. */
    void close() {
        lane.closed(context);
        context.close();
    }
}
