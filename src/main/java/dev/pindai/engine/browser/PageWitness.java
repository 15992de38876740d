package dev.pindai.engine.browser;

import java.util.function.Supplier;

import dev.pindai.engine.PageReport.Source;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;

/**
 * Writes down what a browser's pages complain of: console, errors, failed requests, closed sockets. Listens to the context,
 * so that a page that takes another's place is heard too. Playwright calls it back on the lane's thread, where no further call
 * may be made: only values that came with the event are read.
 */
final class PageWitness {

    private static final int FIRST_ERROR = 400;

    private final PageLog log;

    private PageWitness(PageLog log) {
        this.log = log;
    }

    /** To be called once for each browser, before it navigates. */
    static void listen(BrowserContext context, PageLog log) {
        PageWitness witness = new PageWitness(log);
        context.onConsoleMessage(message -> witness.note(Source.CONSOLE, () -> line(message)));
        context.onWebError(error -> witness.note(Source.PAGE_ERROR, () -> firstLines(error.error())));
        context.onRequestFailed(request -> witness.note(Source.NETWORK,
                () -> request.method() + " " + request.url() + " failed: " + request.failure()));
        context.onResponse(witness::answered);
        context.pages().forEach(witness::sockets);
        context.onPage(witness::sockets);
    }

    private void answered(Response response) {
        if (response.status() >= FIRST_ERROR) {
            note(Source.NETWORK, () -> response.request().method() + " " + response.url() + " answered " + response.status());
        }
    }

    private void sockets(Page page) {
        page.onWebSocket(this::socket);
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
