package dev.pindai.session.capacity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageUsage;
import dev.pindai.shared.ProblemException;

/**
 * Gives each session that is to run its place, and refuses one where there is no room. The look and the taking of the place
 * are one step: of many starts at once no more come in than there is room for.
 */
@Singleton
public class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    /** By then a page has loaded, and what was measured of it is what it needs. */
    private static final Duration WARM = Duration.ofSeconds(60);
    private static final long MEGABYTE = 1024 * 1024;

    private final CapacityConfig config;
    private final Supplier<Map<UUID, PageUsage>> usage;
    private final Supplier<OptionalLong> free;
    private final Clock clock;
    /** Since when each session has its place, or its newest browser. */
    private final Map<UUID, Instant> places = new HashMap<>();
    private long refused;

    @Inject
    Admission(CapacityConfig config, Engine engine, FreeMemory memory, Clock clock) {
        this(config, engine::usage, memory::bytes, clock);
    }

    Admission(CapacityConfig config, Supplier<Map<UUID, PageUsage>> usage, Supplier<OptionalLong> free, Clock clock) {
        this.config = config;
        this.usage = usage;
        this.free = free;
        this.clock = clock;
    }

    /**
     * Takes a place for a session whose browser is about to be opened.
     *
     * @throws ProblemException 503 {@code CAPACITY} if there is no room; it has no place then, unless it had one before
     */
    public void admit(UUID id) {
        tryAdmit(id).ifPresent(why -> {
            throw new ProblemException(503, "CAPACITY", why, RETRY_AFTER);
        });
    }

    /**
     * The same where nobody waits for an answer. A session that has a place already keeps its number, and is asked only
     * whether there is memory for its next browser.
     *
     * @return why there is no room, as a sentence that says what to do, or empty if it has its place
     */
    public synchronized Optional<String> tryAdmit(UUID id) {
        var why = !places.containsKey(id) && places.size() >= config.maxRunningSessions() ? Optional.of(tooMany())
                : tooLittleMemory(id);
        if (why.isEmpty()) {
            places.put(id, clock.instant());
        } else {
            refused++;
        }
        return why;
    }

    /** A session that runs gets a new browser in place of its old one: never refused. */
    public synchronized void keep(UUID id) {
        places.put(id, clock.instant());
    }

    /** The session runs no more. */
    public synchronized void release(UUID id) {
        places.remove(id);
    }

    public synchronized Capacity now() {
        return new Capacity(places.size(), config.maxRunningSessions(), free.get(), promised(null), refused);
    }

    private String tooMany() {
        return places.size() + " of " + config.maxRunningSessions() + " sessions are running. Stop one that is not needed, or "
                + "raise pindai.capacity.max-running-sessions.";
    }

    private Optional<String> tooLittleMemory(UUID id) {
        var left = free.get();
        var promised = promised(id);
        var session = config.sessionMemory().asLongValue();
        var reserve = config.minFreeMemory().asLongValue();
        if (left.isEmpty() || left.getAsLong() - promised >= session + reserve) {
            return Optional.empty();
        }
        return Optional.of("A session needs about " + megabytes(session) + " and " + megabytes(reserve)
                + " have to stay free, but only " + megabytes(Math.max(0, left.getAsLong() - promised)) + " are free"
                + (promised == 0 ? "" : " besides the " + megabytes(promised) + " for sessions that are starting")
                + ". Stop a session, add memory, or lower pindai.capacity.min-free-memory.");
    }

    /** What sessions that have just started will take and have not yet; a session's own is not promised to another. */
    private long promised(UUID self) {
        var measured = usage.get();
        var warm = clock.instant().minus(WARM);
        return places.entrySet().stream().filter(place -> !place.getKey().equals(self) && place.getValue().isAfter(warm))
                .mapToLong(place -> Math.max(0, config.sessionMemory().asLongValue()
                        - measured(measured.get(place.getKey()), place.getValue())))
                .sum();
    }

    /** The browser that was there before says nothing of the new one. */
    private static long measured(PageUsage page, Instant since) {
        return page == null || page.measuredAt().isBefore(since) ? 0 : page.memoryBytes();
    }

    private static String megabytes(long bytes) {
        return bytes / MEGABYTE + " MB";
    }
}
