package dev.pindai.engine.browser;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.Redaction;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitUntilState;

/** The Playwright side of one page. Every method but {@link #forgo} runs on the lane's thread. */
final class PageWindow {

    /** The browser goes on navigating after this; neighbours on the lane should not have to wait for a slow address. */
    private static final Duration NAVIGATE_WAIT = Duration.ofSeconds(2);
    /**
     * Where a QR or a pairing code may be. Broad on purpose: a page that changed must not lay its code open. Pictures of
     * people are covered with it.
     */
    private static final String CODES = "[data-ref], canvas, svg, img, [data-link-code], #link-code";

    private final URI address;
    private final String origin;
    private final PageEvents events;
    private final String binding = name();
    private final String command = name();
    private final String script;
    private Page page;
    private volatile boolean forgone;

    /**
     * Prepares a page that shows nothing yet.
     *
     * @param restingBeat how often the page says that it is there while it rests
     * @param mark pages of 64 KB that each document of it reserves for a moment, so that its process can be told; or 0
     */
    PageWindow(Page page, URI address, Duration restingBeat, int mark, PageEvents events) {
        this.address = address;
        this.origin = WhatsAppAddress.origin(address);
        this.events = events;
        this.script = PageScripts.forOrigin(origin, binding, command, restingBeat, mark);
        show(page);
    }

    /** From now on this is the page; another one's events mean nothing. */
    private void show(Page shown) {
        page = shown;
        PageWitness.listen(shown, events.log());
        OriginGuard.watch(shown, origin, events::kept);
        shown.exposeBinding(binding, (source, arguments) -> {
            if (arguments.length == 1 && trusted(source.frame())) {
                events.said(arguments[0]);
            }
            return null;
        });
        shown.addInitScript(script);
        shown.onCrash(crashed -> ended(crashed, "The page's renderer ended"));
        shown.onClose(closed -> ended(closed, "The page's window was closed"));
        shown.onRequestFailed(this::requestFailed);
        shown.onResponse(this::answered);
        shown.onPopup(popup -> {
            events.kept("another window", false);
            events.later(popup::close);
        });
    }

    private void ended(Page which, String how) {
        if (which == page && !forgone) {
            events.failed(PageFailure.CRASHED, how);
        }
    }

    /** The page's end is wanted from now on, until {@link #replace}: not the lane's thread may call this. */
    void forgo() {
        forgone = true;
    }

    /** Another page takes the place of one that does not answer. */
    void replace(Page other) {
        Page gone = page;
        show(other);
        forgone = false;
        gone.close();
    }

    /** Goes to WhatsApp's address. That the document came is said by its script; that it can't come, by an event. */
    void navigate() {
        try {
            page.navigate(address.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)
                    .setTimeout(NAVIGATE_WAIT.toMillis()));
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

    /** Has V8 give back what the page does not need any more. Takes a fifth of a second for a page of 80 MB. */
    void collectGarbage() {
        CDPSession devTools = page.context().newCDPSession(page);
        try {
            devTools.send("HeapProfiler.collectGarbage");
        } finally {
            devTools.detach();
        }
    }

    /** @param veil covers codes, and whatever else is drawn rather than written */
    byte[] screenshot(Duration timeout, boolean veil) {
        return page.screenshot(new Page.ScreenshotOptions().setTimeout(timeout.toMillis())
                .setMask(veil ? List.of(page.locator(CODES)) : List.of()));
    }

    /** Closes the window without asking the page. */
    void close() {
        page.close();
    }

    private boolean trusted(Frame frame) {
        return frame == page.mainFrame() && WhatsAppAddress.isOf(origin, frame.url());
    }

    private void requestFailed(Request request) {
        if (leadsHere(request)) {
            unreachable(request.failure());
        }
    }

    private void answered(Response response) {
        if (response.status() >= 400 && leadsHere(response.request())) {
            events.failed(PageFailure.UNREACHABLE,
                    Redaction.address(response.url()) + " answered with status " + response.status());
        }
    }

    private boolean leadsHere(Request request) {
        try {
            return request.isNavigationRequest() && request.frame() == page.mainFrame();
        } catch (PlaywrightException e) {
            // Its frame is gone, or is not there yet: it is none of the page's.
            return false;
        }
    }

    private void unreachable(String why) {
        if (why != null && why.contains("ERR_ABORTED")) {
            // Another navigation took its place.
            return;
        }
        boolean proxy = why != null && (why.contains("PROXY") || why.contains("TUNNEL"));
        events.failed(proxy ? PageFailure.PROXY_FAILED : PageFailure.UNREACHABLE, address + " was not reached: " + why);
    }

    /** Another name in each window: the page's own scripts should find nothing of ours by name. */
    static String name() {
        return "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
