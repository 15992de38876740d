package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;

import org.junit.jupiter.api.Test;

/** What no single cell of the state machine's table shows: the passkey step and the life of a pairing code. */
class PasskeyRulesTest {

    private static final UUID ID = new UUID(7, 7);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration PASSKEY = Duration.ofSeconds(120);
    private static final Duration GENERATION = Duration.ofSeconds(30);
    private static final String ASKED = "{\"challenge\":\"YQ\"}";

    private final SessionStateMachine machine = new SessionStateMachine(new Timing(GENERATION, 2, Duration.ofSeconds(120),
            Duration.ofSeconds(300), PASSKEY, Duration.ofSeconds(60),
            new Timing.Heal(GENERATION, GENERATION, Duration.ofSeconds(2), GENERATION, 5, Duration.ofMinutes(10))));

    private SessionState state = new SessionState(ID, SessionStatus.STOPPED, Desired.STOPPED, null, null, 0, false, false, null,
            null, 0, null, null, null, NOW, Healing.NONE, null);
    private Transition last;

    @Test
    void theShorterTimeCounts() {
        scan();
        page(new PageSignal.PasskeyRequested(ID, 1, ASKED, Duration.ofSeconds(60)));
        assertThat(state.status()).isEqualTo(SessionStatus.PASSKEY_REQUIRED);
        assertThat(state.passkey()).isEqualTo(ASKED);
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.PASSKEY, NOW.plusSeconds(60)));
        assertThat(last.events().getLast())
                .isEqualTo(new SessionEvent.Passkey(ID, Map.of("challenge", "YQ"), NOW.plusSeconds(60)));

        page(new PageSignal.PasskeyRequested(ID, 1, "{}", Duration.ofHours(1)));
        assertThat(state.passkey()).isEqualTo("{}");
        assertThat(last.events()).as("asking again is no reason to wait longer")
                .containsExactly(new SessionEvent.Passkey(ID, Map.of(), NOW.plusSeconds(60)));
    }

    @Test
    void aPageThatWaitsLongIsNotWaitedForThatLong() {
        scan();
        page(new PageSignal.PasskeyRequested(ID, 1, ASKED, Duration.ofHours(1)));
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.PASSKEY, NOW.plus(PASSKEY)));
    }

    @Test
    void anAnswerGivesWhatsAppTimeOfItsOwnAndEndsTheRequest() {
        scan();
        page(new PageSignal.PasskeyRequested(ID, 1, ASKED, Duration.ofSeconds(5)));
        take(new SessionInput.PasskeyAnswered(0));
        assertThat(state.passkey()).as("of an earlier start").isEqualTo(ASKED);
        take(new SessionInput.PasskeyAnswered(1));
        assertThat(state.status()).isEqualTo(SessionStatus.PASSKEY_REQUIRED);
        assertThat(state.passkey()).isNull();
        assertThat(state.deadline().at()).isEqualTo(NOW.plus(PASSKEY));
        page(new PageSignal.PasskeyWithdrawn(ID, 1, false));
        assertThat(state.status()).as("what is answered can't be withdrawn").isEqualTo(SessionStatus.PASSKEY_REQUIRED);
        page(new PageSignal.Authenticated(ID, 1));
        take(new SessionInput.PasskeyAnswered(1));
        assertThat(state.status()).isEqualTo(SessionStatus.AUTHENTICATED);
        assertThat(state.deadline().kind()).isEqualTo(Deadline.Kind.SYNC);
    }

    @Test
    void aWithdrawnRequestLeadsBackToCodesAndAnExpiredOneEndsTheSession() {
        scan();
        page(new PageSignal.PasskeyRequested(ID, 1, ASKED));
        page(new PageSignal.PasskeyWithdrawn(ID, 1, false));
        assertThat(state.status()).isEqualTo(SessionStatus.SCAN_QR);
        assertThat(state.passkey()).isNull();
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.SCAN, NOW.plus(GENERATION)));

        page(new PageSignal.PasskeyRequested(ID, 1, ASKED));
        page(new PageSignal.PasskeyWithdrawn(ID, 1, true));
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(state.reason()).isEqualTo(Reason.PASSKEY_REQUIRED);
        assertThat(last.events()).hasSize(2).last().isInstanceOf(SessionEvent.AuthFailure.class);
        take(new SessionInput.DeadlinePassed());
        assertThat(last.events()).as("said once").isEmpty();
    }

    @Test
    void aLinkedPageThatAsksForAPasskeyIsNoLinking() {
        scan();
        page(new PageSignal.Authenticated(ID, 1));
        page(new PageSignal.PasskeyRequested(ID, 1, ASKED));
        assertThat(state.status()).isEqualTo(SessionStatus.AUTHENTICATED);
        assertThat(state.passkey()).isNull();
    }

    @Test
    void aCodeThatIsShownMeanwhileDoesNotKeepAPairingCodeAlive() {
        scan();
        take(new SessionInput.PairingCodeIssued(1, "ABCD1234", NOW.plusSeconds(10)));
        page(new PageSignal.QrShown(ID, 1, "2@b", Duration.ofSeconds(20)));
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.PAIRING, NOW.plusSeconds(10)));

        last = machine.next(state, new SessionInput.DeadlinePassed(), NOW.plusSeconds(10));
        assertThat(last.events()).containsExactly(new SessionEvent.PairingCodeExpired(ID));
        assertThat(last.state().status()).as("the last code is still on the page").isEqualTo(SessionStatus.SCAN_QR);
        assertThat(last.state().deadline()).isEqualTo(new Deadline(Deadline.Kind.SCAN, NOW.plusSeconds(40)));
        assertThat(last.effects()).isEmpty();
    }

    private void scan() {
        take(new SessionInput.Start());
        page(new PageSignal.QrShown(ID, 1, "2@a", Duration.ofSeconds(60)));
    }

    private void page(PageSignal signal) {
        take(new SessionInput.Page(signal, null));
    }

    private void take(SessionInput input) {
        last = machine.next(state, input, NOW);
        state = last.state();
    }
}
