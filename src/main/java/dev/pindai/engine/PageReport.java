package dev.pindai.engine;

import java.time.Instant;
import java.util.List;

/**
 * What is known of an open page, for diagnostics.
 *
 * @param browser path and version of the browser
 * @param flags the switches it was started with
 * @param openedAt when the page was opened
 * @param lastSign when the page last said anything, or null
 * @param socket the page's own word for its connection, such as {@code CONNECTED}, or null
 * @param stream the page's own word for what it shows, such as {@code MAIN}, or null
 * @param entries its newest console lines and network errors, oldest first, without secrets
 */
public record PageReport(String browser, List<String> flags, Instant openedAt, Instant lastSign, String socket, String stream,
        List<Entry> entries) {

    /** Where an entry comes from. */
    public enum Source {
        CONSOLE,
        PAGE_ERROR,
        NETWORK
    }

    /** One line; {@code text} holds no secret and no QR string. */
    public record Entry(Instant at, Source source, String text) {
    }
}
