package dev.pindai.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.AccessEnded;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Tickets for live connections: browsers can't add headers to a WebSocket, and a key in an address would end up in logs and
 * histories. A ticket does too, but is worth nothing by then. Kept in memory: it counts on the node that gave it.
 */
@Singleton
public class Tickets {

    /** How long one waits to be used. */
    public static final Duration LIFE = Duration.ofSeconds(30);

    /** Far more than browsers that connect within half a minute; keeps a loop from filling the memory. */
    private static final int LIMIT = 10_000;

    private record Ticket(Caller caller, Instant until) {
    }

    /** A new one, and until when it waits to be used. */
    @Schema(name = "Ticket")
    public record Issued(String ticket, Instant expiresAt) {
    }

    private final Map<String, Ticket> open = new ConcurrentHashMap<>();
    private final InstantSource clock;

    @Inject
    Tickets(Clock clock) {
        this((InstantSource) clock);
    }

    Tickets(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A ticket that lets somebody in once, as this caller.
     *
     * @throws ProblemException 503 {@code TOO_MANY_TICKETS} while too many wait to be used
     */
    public Issued issue(Caller caller) {
        var now = clock.instant();
        if (open.size() >= LIMIT) {
            open.values().removeIf(ticket -> !ticket.until.isAfter(now));
        }
        if (open.size() >= LIMIT) {
            throw new ProblemException(503, "TOO_MANY_TICKETS", "Too many tickets wait to be used. Try again in a moment.",
                    LIFE);
        }
        var text = Tokens.next();
        var until = now.plus(LIFE);
        open.put(text, new Ticket(caller, until));
        return new Issued(text, until);
    }

    /** Whom this ticket lets in; from now on nobody. */
    Optional<Caller> redeem(String text) {
        return Optional.ofNullable(open.remove(text)).filter(ticket -> ticket.until.isAfter(clock.instant()))
                .map(Ticket::caller);
    }

    /** What a caller has handed on ends with what let them in. */
    void ended(@Observes AccessEnded access) {
        open.values().removeIf(ticket -> access.ends(ticket.caller.realm().holder()));
    }
}
