package dev.pindai.engine.browser;

import java.util.function.Supplier;

import dev.pindai.engine.PageReport.Source;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;

/**
 * Writes down what a page complains of: console, errors, failed requests, closed sockets. Playwright calls it back on the
 * lane's thread, where no further call
 * may be made: only values that came with the event are read.
 */
final class PageWitness {

    private static final int FIRST_ERROR = 400;

    private final PageLog log;

    private PageWitness(PageLog log) {
        this.log = log;
    }

    /** To be called once for each page, before it navigates. */
    static void listen(Page page, PageLog log) {
        PageWitness witness = new PageWitness(log);
        page.onConsoleMessage(message -> witness.note(Source.CONSOLE, () -> line(message)));
        page.onPageError(error -> witness.note(Source.PAGE_ERROR, () -> firstLines(error)));
        page.onRequestFailed(request -> witness.note(Source.NETWORK,
                () -> request.method() + " " + request.url() + " failed: " + request.failure()));
        page.onResponse(witness::answered);
        page.onWebSocket(witness::socket);
    }

    private void answered(Response response) {
        if (response.status() >= FIRST_ERROR) {
            note(Source.NETWORK, () -> response.request().method() + " " + response.url() + " answered " + response.status());
        }
    }

    private void socket(WebSocket socket) {
        socket.onClose(closed -> note(Source.NETWORK, () -> "WebSocket closed: " + socket.url()));
        socket.onSocketError(error -> note(Source.NETWORK, () -> "WebSocket " + socket.url() + ": " + error));
    }

    /** Whatever can't be read must not reach the lane, which would take the browser for broken. */
    private void note(Source source, Supplier<String> text) {
        try {
            log.add(source, text.get());
        } catch (PlaywrightException | IllegalStateException e) {
            log.add(source, "(unreadable: " + e.getMessage() + ")");
        }
    }

    private static String line(ConsoleMessage message) {
        return message.type() + ": " + message.text();
    }

    private static String firstLines(String error) {
        return String.join(" ", error.lines().limit(3).map(String::strip).toList());
    }
}
