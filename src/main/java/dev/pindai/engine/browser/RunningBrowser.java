package dev.pindai.engine.browser;

import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;

/**
 * A browser that was started: Playwright's side of it, to be touched by its lane's thread only, and its main process.
 */
record RunningBrowser(Lane lane, BrowserContext context, ProcessHandle process) {

    /** Starts the browser; on the lane's thread. */
    static RunningBrowser start(Playwright playwright, Lane lane, LaunchPlan plan) {
        BrowserType.LaunchPersistentContextOptions options = new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(plan.log().launcher(plan.browser().executable()))
                .setEnv(environment(plan))
                .setHeadless(plan.headless())
                .setChromiumSandbox(plan.sandbox())
                .setArgs(plan.flags())
                .setTimeout(plan.timeout().toMillis())
                // Ctrl-C reaches the driver too; browsers end when we say so.
                .setHandleSIGHUP(false).setHandleSIGINT(false).setHandleSIGTERM(false);
        if (plan.headless()) {
            options.setUserAgent(plan.userAgent());
        }
        BrowserContext context = playwright.chromium().launchPersistentContext(plan.directory(), options);
        lane.opened(context);
        return new RunningBrowser(lane, context, ProcessTree.browserOn(plan.directory(), lane.process()).findFirst()
                .orElseThrow(() -> new PlaywrightException("The browser ended while it started")));
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
