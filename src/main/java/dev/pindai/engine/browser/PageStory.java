package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

/**
 * Turns what the page says into signals, each said once. The page's events are hints at best ({@code main_ready} comes on
 * the QR screen too), so everything here follows from what is registered and how socket and stream stand. Not thread-safe:
 * one lane thread tells it.
 */
final class PageStory {

    private enum Phase {
        LOADING,
        UNLINKED,
        AUTHENTICATED,
        READY,
        LOST
    }

    private static final Duration FIRST_TTL = Duration.ofSeconds(60);
    private static final Duration NEXT_TTL = Duration.ofSeconds(20);

    private final PageRef page;
    private final List<PageSignal> told = new ArrayList<>();

    private Phase phase = Phase.LOADING;
    private String qr;
    private boolean anyQr;
    private boolean idle;
    private boolean loggedOut;
    private boolean passkey;
    private String socket;
    private String stream;
    private int percent = -1;
    private boolean spoke;

    PageStory(PageRef page) {
        this.page = page;
    }

    /** What follows from this message, in order; often nothing. */
    List<PageSignal> follow(PageMessage message) {
        told.clear();
        spoke = true;
        switch (message) {
            case PageMessage.Hello hello -> {
                left();
                told.add(new PageSignal.Loading(page.sessionId(), page.epoch(), percent));
            }
            case PageMessage.Progress progress -> loading(progress.percent());
            case PageMessage.State state -> state(state);
            case PageMessage.Qr code -> qr(code);
            case PageMessage.QrGone gone -> clearQr();
            case PageMessage.LoggedOut out -> logOut(out.reason());
            case PageMessage.Passkey request -> {
                passkey = true;
                told.add(new PageSignal.PasskeyRequested(page.sessionId(), page.epoch(), request.options(), request.timeout()));
            }
            case PageMessage.PasskeyGone gone -> passkeyGone(gone.expired());
            case PageMessage.HookMissing hook -> {
                if (hook.needed()) {
                    told.add(new PageSignal.PageChanged(page.sessionId(), page.epoch(), hook.name()));
                }
            }
            case PageMessage.Beat beat -> {
            }
            case PageMessage.Settled settled -> {
            }
            case PageMessage.Versions versions -> {
            }
        }
        return List.copyOf(told);
    }

    /**
     * What follows from the page being loaded by us. A page loaded anew is said to be loading although its script will say so
     * too: the old document may have called itself ready after the reload was decided on.
     */
    List<PageSignal> leave() {
        told.clear();
        left();
        if (spoke) {
            told.add(new PageSignal.Loading(page.sessionId(), page.epoch(), percent));
        }
        return List.copyOf(told);
    }

    /** Whether the page is linked and usable, as far as it said. */
    boolean ready() {
        return phase == Phase.READY;
    }

    /** How the connection stands, as far as the page said. */
    PageSignal connection() {
        return new PageSignal.StateChanged(page.sessionId(), page.epoch(), socket, stream);
    }

    /** What the document before said of its connection holds no more; that there is a link, until the next says otherwise. */
    private void left() {
        clearQr();
        passkeyGone(false);
        socket = null;
        stream = null;
        idle = false;
        if (phase == Phase.READY) {
            phase = Phase.LOST;
        }
        percent = -1;
    }

    private void loading(int percent) {
        if (phase == Phase.LOADING && percent != this.percent) {
            this.percent = percent;
            told.add(new PageSignal.Loading(page.sessionId(), page.epoch(), percent));
        }
    }

    private void state(PageMessage.State state) {
        if (!Objects.equals(socket, state.socket()) || !Objects.equals(stream, state.stream())) {
            socket = state.socket();
            stream = state.stream();
            told.add(connection());
        }
        if (Boolean.FALSE.equals(state.registered())) {
            unlinked();
        } else if (Boolean.TRUE.equals(state.registered())) {
            linked(state);
        }
        boolean idleNow = "UNPAIRED_IDLE".equals(socket);
        if (idleNow && !idle) {
            clearQr();
            told.add(new PageSignal.Idle(page.sessionId(), page.epoch()));
        }
        idle = idleNow;
    }

    private void unlinked() {
        if (phase == Phase.AUTHENTICATED || phase == Phase.READY || phase == Phase.LOST) {
            logOut(null);
        }
        if (phase == Phase.LOADING) {
            phase = Phase.UNLINKED;
            loggedOut = false;
            told.add(new PageSignal.Unlinked(page.sessionId(), page.epoch()));
        }
    }

    private void linked(PageMessage.State state) {
        if (loggedOut) {
            // The page still says what it was while it takes the link down.
            return;
        }
        clearQr();
        if (phase == Phase.UNLINKED) {
            phase = Phase.AUTHENTICATED;
            told.add(new PageSignal.Authenticated(page.sessionId(), page.epoch()));
        }
        boolean usable = "MAIN".equals(state.stream()) && "CONNECTED".equals(state.socket());
        if (!usable && phase == Phase.READY) {
            phase = Phase.LOST;
        } else if (usable && phase != Phase.READY && state.wid() != null) {
            phase = Phase.READY;
            told.add(new PageSignal.Ready(page.sessionId(), page.epoch(), account(state.wid()), state.pushName()));
        }
    }

    private void qr(PageMessage.Qr code) {
        unlinked();
        if (!code.code().equals(qr) && phase == Phase.UNLINKED) {
            qr = code.code();
            Duration ttl = code.ttl() != null ? code.ttl() : anyQr ? NEXT_TTL : FIRST_TTL;
            anyQr = true;
            told.add(new PageSignal.QrShown(page.sessionId(), page.epoch(), qr, ttl));
        }
    }

    private void clearQr() {
        if (qr != null) {
            qr = null;
            told.add(new PageSignal.QrCleared(page.sessionId(), page.epoch()));
        }
    }

    private void passkeyGone(boolean expired) {
        if (passkey) {
            passkey = false;
            told.add(new PageSignal.PasskeyWithdrawn(page.sessionId(), page.epoch(), expired));
        }
    }

    private void logOut(String reason) {
        clearQr();
        if (!loggedOut) {
            loggedOut = true;
            told.add(new PageSignal.LoggedOut(page.sessionId(), page.epoch(), reason));
        }
        // The page is loaded anew and will say by itself that it is not linked.
        phase = Phase.LOADING;
    }

    /** Without the device: {@code 628123:4@c.us} is the account {@code 628123@c.us}. */
    private static String account(String wid) {
        return wid.replaceFirst(":\\d+@", "@");
    }
}
