package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.AccessEnded;

import org.junit.jupiter.api.Test;

/** A ticket lets its caller in once, soon, and while what let the caller in counts. */
class TicketsTest {

    private static final Caller CALLER = new Caller("default", Caller.Kind.KEY, "1", "A key", Set.of(Scope.READ), Set.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Tickets tickets = new Tickets(now::get);

    @Test
    void itLetsInOnce() {
        var ticket = tickets.issue(CALLER).ticket();
        assertThat(tickets.redeem("invented")).isEmpty();
        assertThat(tickets.redeem(ticket)).contains(CALLER);
        assertThat(tickets.redeem(ticket)).isEmpty();
    }

    @Test
    void itWaitsForHalfAMinute() {
        var early = tickets.issue(CALLER);
        var late = tickets.issue(CALLER);
        assertThat(early.expiresAt()).isEqualTo(now.get().plusSeconds(30));
        now.updateAndGet(time -> time.plusSeconds(29));
        assertThat(tickets.redeem(early.ticket())).isPresent();
        now.updateAndGet(time -> time.plusSeconds(1));
        assertThat(tickets.redeem(late.ticket())).isEmpty();
    }

    @Test
    void aLoopDoesNotFillTheMemory() {
        for (int i = 0; i < 10_000; i++) {
            tickets.issue(CALLER);
        }
        assertThatThrownBy(() -> tickets.issue(CALLER)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("TOO_MANY_TICKETS");
        });
        now.updateAndGet(time -> time.plusSeconds(30));
        assertThat(tickets.redeem(tickets.issue(CALLER).ticket())).isPresent();
    }

    @Test
    void itEndsWithTheKeyThatItWasMadeWith() {
        var ticket = tickets.issue(CALLER).ticket();
        tickets.ended(new AccessEnded("KEY:2"));
        var other = tickets.issue(CALLER).ticket();
        assertThat(tickets.redeem(other)).isPresent();
        tickets.ended(new AccessEnded(CALLER.realm().holder()));
        assertThat(tickets.redeem(ticket)).isEmpty();
    }
}
