package dev.pindai.sandbox;

import java.util.Optional;
import java.util.concurrent.Future;

/** Shows one QR after another on a page, until none is left. Used on the sandbox's thread only. */
class QrRotation {

    private final SimulatedPage page;
    private final SandboxSettings settings;
    private final SandboxThread thread;
    private final ShownRefs refs;

    private String ref;
    private Future<?> next;

    QrRotation(SimulatedPage page, SandboxSettings settings, SandboxThread thread, ShownRefs refs) {
        this.page = page;
        this.settings = settings;
        this.thread = thread;
        this.refs = refs;
    }

    /** The ref of the QR on the page's screen. */
    Optional<String> ref() {
        return Optional.ofNullable(ref);
    }

    /** From the first one. The faults NO_QR and SLOW_QR are met here. */
    void start() {
        show(1);
    }

    /** Does nothing while one is shown or on its way. */
    void startIfStill() {
        if (ref == null && next == null) {
            start();
        }
    }

    /** The QR on the screen can't be scanned from now on. */
    void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (ref != null) {
            refs.end(ref);
            ref = null;
        }
    }

    private void show(int number) {
        stop();
        if (!page.mayShowQr()) {
            return;
        }
        var slow = page.takeSlowness();
        if (slow.isPresent()) {
            next = thread.after(slow.get(), () -> show(number));
        } else if (number > settings.maxRefs()) {
            page.send(new ToPage.Idle());
        } else {
            var ttlMs = settings.qrTtlMs(number);
            ref = refs.show(page, ttlMs);
            next = thread.after(ttlMs, () -> show(number + 1));
            page.send(new ToPage.Ref(ref, ttlMs));
        }
    }
}
