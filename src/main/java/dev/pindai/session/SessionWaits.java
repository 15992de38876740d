package dev.pindai.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

/** Callers who wait for a session to reach a state. */
@Singleton
class SessionWaits {

    private record Wait(Predicate<SessionState> condition, CompletableFuture<SessionState> future) {
    }

    private final Map<UUID, List<Wait>> waits = new ConcurrentHashMap<>();

    /** Completes with the first state from now on that meets the condition; fails with a time-out after {@code atMost}. */
    CompletableFuture<SessionState> until(UUID id, Predicate<SessionState> condition, Duration atMost) {
        var wait = new Wait(condition, new CompletableFuture<>());
        waits.compute(id, (key, list) -> {
            var some = list == null ? new CopyOnWriteArrayList<Wait>() : list;
            some.add(wait);
            return some;
        });
        return wait.future().orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((state, failure) -> waits.computeIfPresent(id, (key, list) -> {
                    list.remove(wait);
                    return list.isEmpty() ? null : list;
                }));
    }

    void reached(SessionState state) {
        waits.getOrDefault(state.id(), List.of()).stream().filter(wait -> wait.condition().test(state))
                .forEach(wait -> wait.future().complete(state));
    }
}
