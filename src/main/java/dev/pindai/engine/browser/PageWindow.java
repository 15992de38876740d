package dev.pindai.engine.browser;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pindai.engine.PageFailure;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;

/** The Playwright side of one page: a browser on the session's profile. Every method runs on the lane's thread. */
final class PageWindow {

    /** The browser goes on navigating after this; neighbours on the lane should not have to wait for a slow address. */
    private static final Duration NAVIGATE_WAIT = Duration.ofSeconds(2);
    /**
     * Where a QR or a pairing code may be. Broad on purpose: a page that changed must not lay its code open. Pictures of
     * people are covered with it.
     */
    private static final String CODES = "[data-ref], canvas, svg, img, [data-link-code], #link-code";

    private final Lane lane;
    private final LaunchPlan plan;
    private final PageEvents events;
    private final BrowserContext context;
    private final ProcessHandle browser;
    private final String command = name();
    private Page page;
    private boolean closing;
    private volatile boolean forgone;

    /** Starts the browser and prepares its page, which shows nothing yet. */
    PageWindow(Playwright playwright, Lane lane, LaunchPlan plan, PageEvents events) {
        this.lane = lane;
        this.plan = plan;
        this.events = events;
        BrowserType.LaunchPersistentContextOptions options = new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(plan.log().launcher(plan.browser().executable()))
                .setEnv(plan.log().environment(plan.browser().executable()))
                .setHeadless(plan.headless())
                .setChromiumSandbox(plan.sandbox())
                .setArgs(plan.flags())
                .setTimeout(plan.timeout().toMillis())
                // Ctrl-C reaches the driver too; browsers end when we say so.
                .setHandleSIGHUP(false).setHandleSIGINT(false).setHandleSIGTERM(false);
        if (plan.headless()) {
            options.setUserAgent(plan.userAgent());
        }
        context = playwright.chromium().launchPersistentContext(plan.profile(), options);
        lane.opened(context);
        PageWitness.listen(context, events.log());
        browser = ProcessTree.browserOn(plan.profile(), lane.process()).findFirst()
                .orElseThrow(() -> new PlaywrightException("The browser ended while it started"));
        String binding = name();
        context.exposeBinding(binding, (source, arguments) -> {
            if (arguments.length == 1 && trusted(source.frame())) {
                events.said(arguments[0]);
            }
            return null;
        });
        context.addInitScript(PageScripts.forOrigin(plan.origin(), binding, command));
        context.onClose(closed -> failed(PageFailure.CRASHED, "The browser ended"));
        show(context.pages().isEmpty() ? context.newPage() : context.pages().getFirst());
    }

    /** From now on this is the page; another one's events mean nothing. */
    private void show(Page shown) {
        page = shown;
        shown.onCrash(crashed -> ended(crashed, "The page's renderer ended"));
        shown.onClose(closed -> ended(closed, "The page's window was closed"));
        shown.onRequestFailed(this::requestFailed);
    }

    private void ended(Page which, String how) {
        if (which == page && !forgone) {
            failed(PageFailure.CRASHED, how);
        }
    }

    /** The page's end is wanted from now on, until {@link #replace}: not the lane's thread may call this. */
    void forgo() {
        forgone = true;
    }

    /** Another page takes the place of one whose renderer is gone. */
    void replace() {
        Page gone = page;
        show(context.newPage());
        forgone = false;
        gone.close();
    }

    /** The browser's main process. */
    ProcessHandle browser() {
        return browser;
    }

    /** Goes to WhatsApp's address. That the document came is said by its script; that it can't come, by an event. */
    void navigate() {
        URI address = plan.address();
        try {
            Response response = page.navigate(address.toString(), new Page.NavigateOptions()
                    .setWaitUntil(WaitUntilState.COMMIT).setTimeout(NAVIGATE_WAIT.toMillis()));
            if (response != null && response.status() >= 400) {
                failed(PageFailure.UNREACHABLE, address + " answered with status " + response.status());
            }
        } catch (TimeoutError e) {
            // On its way; the page's own deadline counts from now.
        } catch (PlaywrightException e) {
            unreachable(PlaywrightWords.reason(e));
        }
    }

    /** Hands a command to the page, without waiting for what comes of it. */
    void call(long id, String name, Map<String, String> argument) {
        page.evaluate("([command, id, name, argument]) => window[command](id, name, argument)",
                // Playwright takes no long; a double holds more commands than a page will ever get.
                List.of(command, (double) id, name, argument));
    }

    /** @param veil covers codes, and whatever else is drawn rather than written */
    byte[] screenshot(Duration timeout, boolean veil) {
        return page.screenshot(new Page.ScreenshotOptions().setTimeout(timeout.toMillis())
                .setMask(veil ? List.of(page.locator(CODES)) : List.of()));
    }

    /** Ends the browser in good order, so that the profile is written out. */
    void close() {
        closing = true;
        lane.closed(context);
        context.close();
    }

    private boolean trusted(Frame frame) {
        return frame == page.mainFrame()
                && (frame.url().equals(plan.origin()) || frame.url().startsWith(plan.origin() + "/"));
    }

    private void requestFailed(Request request) {
        if (request.isNavigationRequest() && request.frame() == page.mainFrame()) {
            unreachable(request.failure());
        }
    }

    private void unreachable(String why) {
        if (why != null && why.contains("ERR_ABORTED")) {
            // Another navigation took its place.
            return;
        }
        boolean proxy = why != null && (why.contains("PROXY") || why.contains("TUNNEL"));
        failed(proxy ? PageFailure.PROXY_FAILED : PageFailure.UNREACHABLE, plan.address() + " was not reached: " + why);
    }

    private void failed(PageFailure failure, String detail) {
        if (!closing) {
            events.failed(failure, detail);
        }
    }

    /** Another name in each browser: the page's own scripts should find nothing of ours by name. */
    private static String name() {
        return "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
