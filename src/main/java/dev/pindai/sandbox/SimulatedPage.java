package dev.pindai.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One load of the page as the server sees it: its connection, its QR, who it is linked to, and its faults. */
class SimulatedPage {

    private static final long SLOW_QR_MS = 5_000;
    private static final long DISCONNECT_MS = 3_000;

    private final String id;
    private final SandboxSettings settings;
    private final SandboxThread thread;
    private final QrRotation qr;
    private final Clock clock;
    private final List<Fault> faults = new ArrayList<>();
    private final Instant loadedAt;

    private Channel channel;
    private LinkedDevice device;
    private String socketState;
    private String streamMode;
    private boolean conflicted;
    private String origin;
    private Instant shutOutUntil = Instant.MIN;

    SimulatedPage(String id, SandboxSettings settings, SandboxThread thread, ShownRefs refs, Clock clock) {
        this.id = id;
        this.settings = settings;
        this.thread = thread;
        this.qr = new QrRotation(this, settings, thread, refs);
        this.clock = clock;
        this.loadedAt = clock.instant();
    }

    String id() {
        return id;
    }

    SandboxSettings settings() {
        return settings;
    }

    Instant loadedAt() {
        return loadedAt;
    }

    Optional<LinkedDevice> device() {
        return Optional.ofNullable(device);
    }

    boolean isConnected() {
        return channel != null;
    }

    boolean isOn(Channel other) {
        return channel == other;
    }

    boolean shows(String otherRef) {
        return qr.ref().filter(otherRef::equals).isPresent();
    }

    boolean isShutOut() {
        return clock.instant().isBefore(shutOutUntil);
    }

    /** Where the page is, as it says itself; null if it does not. */
    String origin() {
        return origin;
    }

    void connect(Channel newChannel, String pageOrigin) {
        channel = newChannel;
        origin = pageOrigin;
        device = null;
        send(new ToPage.Welcome());
    }

    void disconnected() {
        qr.stop();
        channel = null;
    }

    void send(ToPage message) {
        if (channel != null) {
            channel.send(message);
        }
    }

    void report(FromPage.State state) {
        socketState = state.socket();
        streamMode = state.stream();
    }

    QrRotation qr() {
        return qr;
    }

    boolean mayShowQr() {
        return channel != null && device == null && fault(FaultKind.NO_QR).isEmpty();
    }

    /** How many milliseconds the next QR must wait, if it must; asked once. */
    Optional<Long> takeSlowness() {
        var slow = fault(FaultKind.SLOW_QR);
        slow.ifPresent(faults::remove);
        return slow.map(fault -> fault.delayMs(SLOW_QR_MS));
    }

    /** The phone accepted: the page gets its login. */
    void link(LinkedDevice newDevice) {
        qr.stop();
        device = newDevice;
        send(new ToPage.Paired(newDevice, endOfSync(settings.syncMs())));
        strikeLinked(settings.syncMs());
    }

    /** The page brought a login that is still good. */
    void resume(LinkedDevice oldDevice) {
        device = oldDevice;
        if (conflicted) {
            send(new ToPage.Conflict());
        } else {
            send(new ToPage.Resumed(endOfSync(settings.resumeMs())));
            strikeLinked(settings.resumeMs());
        }
    }

    void refuseScan(String reason) {
        qr.stop();
        send(new ToPage.Refused(reason));
    }

    void unlink(String reason) {
        device = null;
        send(new ToPage.Unlinked(reason));
    }

    void forget() {
        device = null;
    }

    void conflict() {
        conflicted = true;
        send(new ToPage.Conflict());
    }

    void takeOver() {
        conflicted = false;
    }

    Optional<Fault> fault(FaultKind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).findFirst();
    }

    void add(List<Fault> more) {
        for (var fault : more) {
            if (fault.kind() == FaultKind.CONFLICT && device == null || fault.kind().moment() != FaultKind.Moment.STRIKE
                    || channel == null) {
                faults.add(fault);
            } else {
                strikeLater(fault, 0);
            }
        }
    }

    void clearFaults() {
        var silenced = fault(FaultKind.NO_QR).isPresent();
        faults.clear();
        shutOutUntil = Instant.MIN;
        if (silenced) {
            qr.startIfStill();
        }
    }

    /** Starts the clocks of the faults that waited for the page to connect. */
    void strikeConnected() {
        var due = faults.stream()
                .filter(fault -> fault.kind().moment() == FaultKind.Moment.STRIKE && fault.kind() != FaultKind.CONFLICT)
                .toList();
        faults.removeAll(due);
        due.forEach(fault -> strikeLater(fault, 0));
    }

    private void strikeLinked(long syncMs) {
        fault(FaultKind.CONFLICT).ifPresent(fault -> {
            faults.remove(fault);
            strikeLater(fault, syncMs);
        });
    }

    private void strikeLater(Fault fault, long moreMs) {
        thread.after(fault.strikesAfterMs() + moreMs, () -> strike(fault));
    }

    private void strike(Fault fault) {
        switch (fault.kind()) {
            case HANG, CRASH, MEMORY, OUT_OF_MEMORY ->
                send(new ToPage.Misbehave(fault.kind(), fault.delayMs(), fault.memory()));
            case BAN, PROXY_BLOCK, OLD_VERSION -> {
                qr.stop();
                send(new ToPage.Misbehave(fault.kind(), null, null));
            }
            case CONFLICT -> conflict();
            case DISCONNECT -> {
                shutOutUntil = clock.instant().plusMillis(fault.delayMs(DISCONNECT_MS));
                if (channel != null) {
                    channel.close();
                }
            }
            default -> throw new IllegalArgumentException(fault.kind() + " does not strike");
        }
    }

    private Long endOfSync(long ms) {
        return fault(FaultKind.STUCK_SYNC).isPresent() ? null : ms;
    }

    PageView view() {
        return new PageView(id, socketState, streamMode, device == null ? null : device.wid(),
                qr.ref().map(ref -> ref.substring(0, PageView.REF_PREFIX)).orElse(null), loadedAt);
    }

    /**
     * An open page as people may see it.
     *
     * @param state its socket's state, as libraries read it there
     * @param mode its stream's mode, likewise
     * @param ref the beginning of the QR on its screen, or null
     */
    record PageView(String id, String state, String mode, String wid, String ref, Instant loadedAt) {

        private static final int REF_PREFIX = 10;
    }
}
