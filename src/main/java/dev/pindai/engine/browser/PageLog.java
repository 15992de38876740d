package dev.pindai.engine.browser;

import java.net.URI;
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
 * out on the way out: whoever tells it, from a lane's thread above all, should not wait for that. Any thread may tell it.
 */
final class PageLog {

    private static final int ENTRIES = 200;
    private static final int LONGEST = 500;
    private static final int LONGEST_RAW = 1000;

    /** A line as it came. It leaves this class only when it is {@link #clean}. */
    private record Line(Instant at, Source source, String raw, boolean cut) {

        Entry clean() {
            String clean = cut ? Redaction.cleanHead(raw) : Redaction.clean(raw);
            return new Entry(at, source, clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…");
        }

        /** The raw text may hold secrets: it never reaches a log by way of {@code toString}. */
        @Override
        public String toString() {
            return "Line[at=" + at + ", source=" + source + "]";
        }
    }

    private final long epoch;
    private final Instant openedAt = Instant.now();
    private final Deque<Line> lines = new ArrayDeque<>();
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
        String all = String.valueOf(text);
        boolean cut = all.length() > LONGEST_RAW;
        if (lines.size() == ENTRIES) {
            lines.removeFirst();
        }
        lines.addLast(new Line(Instant.now(), source, (cut ? all.substring(0, LONGEST_RAW) : all).strip(), cut));
    }

    /** The page's browser is started like this, or was. */
    synchronized void launching(LaunchPlan plan, URI address) {
        browser = plan.browser().toString();
        flags = Stream.concat(Stream.of("--user-data-dir=" + plan.directory()),
                plan.flags().stream().map(Redaction::address)).toList();
        add(Source.ENGINE, "Opening the browser for " + address);
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

    /** What is known now, without secrets. Takes a while; not for a lane's thread. */
    PageReport report() {
        List<Line> kept;
        PageReport facts;
        synchronized (this) {
            kept = List.copyOf(lines);
            facts = new PageReport(epoch, browser, flags, openedAt, endedAt, lastSign, socket, stream, whatsapp, waJs,
                    List.of());
        }
        // Nobody who has something to tell waits for this.
        return facts.with(kept.stream().map(Line::clean).toList());
    }
}
