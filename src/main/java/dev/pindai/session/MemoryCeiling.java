package dev.pindai.session;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageUsage;
import dev.pindai.session.capacity.CapacityConfig;

import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Tells sessions that their browser has grown too big. Once is no reason, since pages free in time what they took for a
 * moment: a browser has to be found above the ceiling several times in a row.
 */
@Singleton
class MemoryCeiling {

    private record Over(long epoch, Instant at, int times) {
    }

    private static final int TIMES = 3;

    private final Engine engine;
    private final SessionManager manager;
    private final long ceiling;
    private final Map<UUID, Over> over = new ConcurrentHashMap<>();

    MemoryCeiling(Engine engine, SessionManager manager, CapacityConfig config) {
        this.engine = engine;
        this.manager = manager;
        this.ceiling = config.sessionMemoryCeiling().asLongValue();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        if (ceiling > 0) {
            var usage = engine.usage();
            over.keySet().retainAll(usage.keySet());
            usage.forEach(this::look);
        }
    }

    private void look(UUID id, PageUsage usage) {
        if (usage.memoryBytes() <= ceiling) {
            over.remove(id);
            return;
        }
        var before = over.get(id);
        if (before == null || before.epoch() != usage.epoch()) {
            over.put(id, new Over(usage.epoch(), usage.measuredAt(), 1));
        } else if (usage.measuredAt().isAfter(before.at())) {
            over.put(id, new Over(usage.epoch(), usage.measuredAt(), before.times() + 1));
            if (before.times() + 1 == TIMES) {
                over.remove(id);
                manager.submit(id, new SessionInput.TooBig(usage.epoch(), usage.memoryBytes()));
            }
        }
    }
}
