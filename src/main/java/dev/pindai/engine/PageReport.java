package dev.pindai.engine;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is known of a page, open or ended, for diagnostics.
 *
 * @param epoch which start of the session opened it
 * @param browser path and version of the browser, or null while none is started
 * @param flags the switches it was started with, the profile's place among them; without logins
 * @param openedAt when the page was opened
 * @param endedAt when it ended, or null while it is open
 * @param lastSign when the page last said anything, or null
 * @param socket the page's own word for its connection, such as {@code CONNECTED}, or null
 * @param stream the page's own word for what it shows, such as {@code MAIN}, or null
 * @param whatsapp the version WhatsApp Web gives itself, or null
 * @param waJs the version of wa-js in the page, or null
 * @param entries its newest console lines and errors, oldest first, without secrets
 */
@RegisterForReflection
public record PageReport(long epoch, String browser, List<String> flags, Instant openedAt, Instant endedAt, Instant lastSign,
        String socket, String stream, String whatsapp, String waJs, List<Entry> entries) {

    /** Where an entry comes from. */
    public enum Source {
        CONSOLE,
        PAGE_ERROR,
        NETWORK,
        /** What Pindai did with the page, such as opening and ending it. */
        ENGINE
    }

    /** One line of at most 500 characters; {@code text} holds no secret and no QR string. */
    @RegisterForReflection
    public record Entry(Instant at, Source source, String text) {
    }

    /** The same with these entries. */
    public PageReport with(List<Entry> others) {
        return new PageReport(epoch, browser, flags, openedAt, endedAt, lastSign, socket, stream, whatsapp, waJs, others);
    }
}
