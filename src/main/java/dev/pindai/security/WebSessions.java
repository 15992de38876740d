package dev.pindai.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Who is signed in to the pages: random tokens, so that the key itself never lies in a browser. Kept in memory; a restart
 * signs everybody out.
 */
@Singleton
class WebSessions {

    /** More than people will ever have open; keeps a loop of sign-ins from filling the memory. */
    private static final int LIMIT = 1000;

    private final Map<String, Instant> lastUse = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Duration idle;

    @Inject
    WebSessions(SecurityConfig config, Clock clock) {
        this(config.signInIdle(), clock);
    }

    WebSessions(Duration idle, InstantSource clock) {
        this.idle = idle;
        this.clock = clock;
    }

    /** Signs somebody in: the token for their cookie. */
    String open() {
        var now = clock.instant();
        lastUse.values().removeIf(last -> isOver(last, now));
        if (lastUse.size() >= LIMIT) {
            lastUse.entrySet().stream().min(Map.Entry.comparingByValue()).ifPresent(oldest -> lastUse.remove(oldest.getKey()));
        }
        var token = Tokens.next();
        lastUse.put(token, now);
        return token;
    }

    /** Whether this token is signed in; counts as a use of it. */
    boolean isOpen(String token) {
        var now = clock.instant();
        return token != null
                && lastUse.computeIfPresent(token, (same, last) -> isOver(last, now) ? null : now) != null;
    }

    void close(String token) {
        if (token != null) {
            lastUse.remove(token);
        }
    }

    private boolean isOver(Instant last, Instant now) {
        return !now.isBefore(last.plus(idle));
    }
}
