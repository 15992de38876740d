package dev.pindai.engine.browser;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import dev.pindai.engine.PageReport;
import dev.pindai.engine.PageReport.Entry;
import dev.pindai.engine.PageReport.Source;
import dev.pindai.engine.Redaction;

/**
 * Remembers the newest of what a page complained of, and how it stood, until somebody asks what went wrong. Secrets are left
 * out on the way in. Any thread may tell it.
 */
final class PageLog {

    private static final int ENTRIES = 200;
    private static final int LONGEST = 500;

    private final long epoch;
    private final Instant openedAt = Instant.now();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private String browser;
    private List<String> flags = List.of();
    private Instant endedAt;
    private Instant lastSign;
    private String socket;
    private String stream;
    private String whatsapp;
    private String waJs;

    PageLog(long epoch) {
        this.epoch = epoch;
    }

    /** Keeps a line, and lets go of the oldest if there are too many. */
    synchronized void add(Source source, String text) {
        String clean = Redaction.clean(String.valueOf(text).strip());
        if (entries.size() == ENTRIES) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(Instant.now(), source,
                clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…"));
    }

    /** The browser is about to be started like this. */
    synchronized void launching(LaunchPlan plan) {
        browser = plan.browser().toString();
        flags = Stream.concat(Stream.of("--user-data-dir=" + plan.profile()),
                plan.flags().stream().map(Redaction::address)).toList();
        add(Source.ENGINE, "Starting the browser for " + plan.address());
    }

    /** The page said something. */
    synchronized void heard(PageMessage message) {
        lastSign = Instant.now();
        switch (message) {
            case PageMessage.State state -> {
                socket = state.socket();
                stream = state.stream();
            }
            case PageMessage.Versions versions -> {
                whatsapp = versions.whatsapp();
                waJs = versions.waJs();
            }
            case PageMessage.Hello hello -> add(Source.ENGINE, "A document of the page was loaded");
            case PageMessage.HookMissing hook -> add(Source.ENGINE, "The page has no " + hook.name());
            case PageMessage.LoggedOut out -> add(Source.ENGINE, "The page says that it was logged out: " + out.reason());
            default -> {
            }
        }
    }

    /** The page is over; {@code why} says by what. */
    synchronized void ended(String why) {
        endedAt = Instant.now();
        add(Source.ENGINE, "The page ended: " + why);
    }

    synchronized PageReport report() {
        return new PageReport(epoch, browser, flags, openedAt, endedAt, lastSign, socket, stream, whatsapp, waJs,
                List.copyOf(entries));
    }
}
