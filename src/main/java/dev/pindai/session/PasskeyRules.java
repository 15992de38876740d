package dev.pindai.session;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What becomes of a session whose page must show a passkey before it is linked. */
final class PasskeyRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Timing timing;
    private final HealRules heal;

    PasskeyRules(Timing timing, HealRules heal) {
        this.timing = timing;
        this.heal = heal;
    }

    /** While linking only: nobody waits with an authenticator for a page that is linked. A new request replaces the last. */
    void requested(Change change, PageSignal.PasskeyRequested request) {
        var before = change.before();
        if (before.linked()) {
            return;
        }
        var time = request.timeout() == null || request.timeout().compareTo(timing.passkey()) > 0 ? timing.passkey()
                : request.timeout();
        if (before.status() == SessionStatus.PASSKEY_REQUIRED && before.passkey() != null) {
            // Asking again and again is no reason to wait for ever.
            var left = Duration.between(change.now(), before.deadline().at());
            time = left.compareTo(time) < 0 ? left : time;
        }
        change.to(SessionStatus.PASSKEY_REQUIRED).passkey(request.options()).effect(Effect.FORGET_SECRETS)
                .waitFor(Deadline.Kind.PASSKEY, time)
                .event(new SessionEvent.Passkey(before.id(), tree(request.options()), change.now().plus(time)));
    }

    /** What a page asks, as an object. */
    static Map<String, Object> tree(String options) {
        try {
            return JSON.readerForMapOf(Object.class).readValue(options);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("What the page asks of a passkey is not JSON", e);
        }
    }

    /** The page has what it asked for; WhatsApp's answer to that may take as long again. */
    void answered(Change change, long epoch) {
        var before = change.before();
        if (before.status() == SessionStatus.PASSKEY_REQUIRED && before.epoch() == epoch) {
            change.passkey(null).waitFor(Deadline.Kind.PASSKEY, timing.passkey());
        }
    }

    /** What is answered can't be withdrawn. A page that thought better of it goes back to codes, and may need a push. */
    void withdrawn(Change change, boolean expired) {
        var before = change.before();
        if (before.status() != SessionStatus.PASSKEY_REQUIRED || before.passkey() == null) {
            return;
        }
        if (expired) {
            expired(change);
        } else {
            change.to(SessionStatus.SCAN_QR).waitFor(Deadline.Kind.SCAN, timing.generation());
        }
    }

    /** Nobody showed it in time, or WhatsApp did not say what it makes of it. */
    void expired(Change change) {
        heal.fail(change.desired(Desired.STOPPED), Reason.PASSKEY_REQUIRED, null);
        change.event(new SessionEvent.AuthFailure(change.before().id(), Reason.PASSKEY_REQUIRED.name(),
                ReasonText.sentence(Reason.PASSKEY_REQUIRED, Locale.ENGLISH)));
    }
}
