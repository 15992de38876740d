package dev.pindai.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.pindai.engine.PageSignal;

/** A page as {@link LifecycleModel} needs it: where it stands, and so what it may say next. */
final class ModelPage {

    static final String WID = "628123@c.us";

    /** The profile and the phone, which outlive pages. */
    static final class Login {
        boolean inProfile;
        boolean atPhone;
    }

    private enum Phase {
        LOADING,
        UNLINKED,
        QR,
        IDLE,
        PASSKEY,
        SYNCING,
        READY,
        LOST,
        BLOCKED
    }

    private static final Duration TTL = Duration.ofSeconds(20);

    final long epoch;
    private final UUID id;
    private final Login login;
    private Phase phase = Phase.LOADING;
    private boolean silent;
    private boolean unlinking;
    private int codes;

    ModelPage(UUID id, long epoch, Login login) {
        this.id = id;
        this.epoch = epoch;
        this.login = login;
    }

    /** Whether it is what READY promises. */
    boolean usable() {
        return phase == Phase.READY && !silent;
    }

    /** Whatever it says, it is not silent any more. */
    void speaks() {
        silent = false;
    }

    void reload() {
        phase = Phase.LOADING;
        silent = false;
    }

    void refreshQr() {
        if (phase == Phase.IDLE) {
            phase = Phase.UNLINKED;
        }
    }

    /** A page that does not answer takes no orders. */
    void unlink() {
        unlinking = !silent && login.atPhone;
    }

    /** Whether it was asked to take the link down, and has not said so yet. */
    boolean unlinking() {
        return unlinking;
    }

    /** The next words when all is well, the phone being at hand; empty if there is nothing more to say. */
    List<PageSignal> well() {
        if (unlinking) {
            return loggedOut();
        }
        return switch (phase) {
            case LOADING -> login.inProfile && login.atPhone ? ready() : unlinked();
            case UNLINKED -> qr();
            case QR, PASSKEY -> authenticated();
            case SYNCING -> ready();
            case LOST -> back();
            case READY -> silent ? back() : List.of();
            case IDLE, BLOCKED -> List.of();
        };
    }

    /** One of all the things it may say now. */
    List<PageSignal> say(int choice) {
        var may = new ArrayList<java.util.function.Supplier<List<PageSignal>>>();
        may.add(this::well);
        may.add(this::silence);
        switch (phase) {
            case LOADING -> {
                may.add(() -> words(new PageSignal.Loading(id, epoch, 50)));
                may.add(() -> words(state("OPENING", "SYNCING")));
                may.add(() -> words(new PageSignal.PageChanged(id, epoch, "conn.isReady")));
            }
            case UNLINKED -> may.add(() -> words(state("UNPAIRED", "QR")));
            case QR -> {
                may.add(this::qr);
                may.add(() -> words(new PageSignal.QrCleared(id, epoch)));
                may.add(this::idle);
                may.add(this::loggedOut);
                may.add(() -> move(Phase.PASSKEY, new PageSignal.PasskeyRequested(id, epoch, "{}")));
            }
            case IDLE -> may.add(this::qr);
            case PASSKEY -> {
                may.add(this::qr);
                may.add(() -> move(Phase.UNLINKED, new PageSignal.PasskeyWithdrawn(id, epoch, false)));
                may.add(() -> words(new PageSignal.PasskeyWithdrawn(id, epoch, true)));
            }
            case SYNCING -> {
                may.add(() -> words(state("OPENING", "SYNCING")));
                may.add(this::loggedOut);
            }
            case READY, LOST -> {
                may.add(this::loggedOut);
                may.add(() -> move(Phase.LOST, state("TIMEOUT", "MAIN")));
                may.add(() -> move(Phase.LOADING, new PageSignal.Loading(id, epoch, -1)));
                may.add(() -> move(Phase.BLOCKED, state("CONFLICT", "MAIN")));
                may.add(() -> move(Phase.BLOCKED, state("CONNECTED", "TOS_BLOCK")));
            }
            case BLOCKED -> {
            }
        }
        return may.get(choice % may.size()).get();
    }

    /** It stops answering, which is noticed once. */
    List<PageSignal> silence() {
        if (silent) {
            return List.of();
        }
        silent = true;
        return List.of(new PageSignal.Silent(id, epoch, Duration.ofSeconds(10)));
    }

    private List<PageSignal> unlinked() {
        login.inProfile = false;
        return move(Phase.UNLINKED, new PageSignal.Unlinked(id, epoch));
    }

    private List<PageSignal> qr() {
        return move(Phase.QR, new PageSignal.QrShown(id, epoch, "2@" + epoch + "," + ++codes, TTL));
    }

    private List<PageSignal> idle() {
        return move(Phase.IDLE, new PageSignal.Idle(id, epoch));
    }

    private List<PageSignal> authenticated() {
        login.inProfile = true;
        login.atPhone = true;
        return move(Phase.SYNCING, new PageSignal.Authenticated(id, epoch));
    }

    private List<PageSignal> ready() {
        return move(Phase.READY, state("CONNECTED", "MAIN"), new PageSignal.Ready(id, epoch, WID, "Budi"));
    }

    private List<PageSignal> back() {
        return move(Phase.READY, state("CONNECTED", "MAIN"));
    }

    private List<PageSignal> loggedOut() {
        unlinking = false;
        login.inProfile = false;
        login.atPhone = false;
        return move(Phase.LOADING, new PageSignal.LoggedOut(id, epoch, null));
    }

    private PageSignal state(String socket, String stream) {
        return new PageSignal.StateChanged(id, epoch, socket, stream);
    }

    private List<PageSignal> move(Phase next, PageSignal... said) {
        phase = next;
        return words(said);
    }

    private List<PageSignal> words(PageSignal... said) {
        var all = new ArrayList<>(List.of(said));
        if (silent && !(said[said.length - 1] instanceof PageSignal.StateChanged)) {
            // The engine follows the first word after a silence with the state.
            all.add(phase == Phase.READY ? state("CONNECTED", "MAIN") : state("OPENING", "SYNCING"));
        }
        silent = false;
        return all;
    }
}
