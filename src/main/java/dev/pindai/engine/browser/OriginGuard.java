package dev.pindai.engine.browser;

import java.net.URI;

import org.jboss.logging.Logger;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;

/**
 * Keeps a page's main frame on WhatsApp's origin. The browser asks before each document, also after a redirect, and nobody else
 * is asked: what leads elsewhere is not even requested, and the page stays as it is. Only documents are held up for it, never
 * what a page loads besides. Belongs to the lane's thread.
 */
final class OriginGuard {

    /** Told of what was prevented. */
    interface Listener {

        /**
         * @param origin where the page was to go
         * @param redirected whether another address, one of WhatsApp's own, sent it there
         */
        void kept(String origin, boolean redirected);
    }

    private static final Logger LOG = Logger.getLogger(OriginGuard.class);

    private final CDPSession devTools;
    private final String mainFrame;
    private final String origin;
    private final Listener listener;

    private OriginGuard(CDPSession devTools, String origin, Listener listener) {
        this.devTools = devTools;
        this.origin = origin;
        this.listener = listener;
        this.mainFrame = devTools.send("Page.getFrameTree").getAsJsonObject("frameTree").getAsJsonObject("frame").get("id")
                .getAsString();
    }

    /** Stands until the page closes. */
    static void watch(Page page, String origin, Listener listener) {
        CDPSession devTools = page.context().newCDPSession(page);
        OriginGuard guard = new OriginGuard(devTools, origin, listener);
        devTools.on("Fetch.requestPaused", guard::judge);
        JsonObject documents = new JsonObject();
        documents.addProperty("urlPattern", "*");
        documents.addProperty("resourceType", "Document");
        JsonArray patterns = new JsonArray();
        patterns.add(documents);
        JsonObject wanted = new JsonObject();
        wanted.add("patterns", patterns);
        devTools.send("Fetch.enable", wanted);
    }

    private void judge(JsonObject paused) {
        String url = paused.getAsJsonObject("request").get("url").getAsString();
        boolean leaves = paused.get("frameId").getAsString().equals(mainFrame)
                && !WhatsAppAddress.isOf(origin, url);
        JsonObject answer = new JsonObject();
        answer.add("requestId", paused.get("requestId"));
        if (leaves) {
            answer.addProperty("errorReason", "Aborted");
        }
        try {
            devTools.send(leaves ? "Fetch.failRequest" : "Fetch.continueRequest", answer);
        } catch (PlaywrightException e) {
            // Nobody waits for it any more.
            LOG.debugf("A document was not wanted any more: %s", PlaywrightWords.reason(e));
        }
        if (leaves) {
            listener.kept(originOf(url), paused.has("redirectedRequestId"));
        }
    }

    private static String originOf(String url) {
        try {
            return WhatsAppAddress.origin(URI.create(url));
        } catch (IllegalArgumentException e) {
            return "an address that can't be read";
        }
    }
}
