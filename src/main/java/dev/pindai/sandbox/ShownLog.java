package dev.pindai.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When pages had new QR codes, by their own clocks: who measures how long a code takes to an eye starts counting there. Only
 * the last ones are kept. Used on the sandbox's thread only.
 */
class ShownLog {

    /** Most that are kept. */
    static final int KEPT = 1000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    void add(SimulatedPage page, FromPage.Shown shown) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(shown.ref(), page.id(), shown.changedAt(), shown.shownAt()));
    }

    /** The newest ones, oldest first. */
    List<Entry> last(int limit) {
        return entries.stream().skip(Math.max(0, entries.size() - limit)).toList();
    }

    /**
     * One QR on one page's screen.
     *
     * @param ref first field of the QR's text
     * @param changedAt when libraries on the page could read it; milliseconds of the epoch, with fractions
     * @param shownAt when it was drawn, likewise
     */
    @Schema(name = "SandboxShown")
    record Entry(String ref, String page, double changedAt, double shownAt) {
    }
}
