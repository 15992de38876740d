package dev.pindai.session;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageRef;

/**
 * Keeps what a page showed when its session failed: afterwards there is no page to look at. In memory, codes covered, one for
 * each session, the newest so many.
 */
@Singleton
class LastPictures {

    private static final int SESSIONS = 50;

    private final Engine engine;
    private final Clock clock;
    private final Map<UUID, Picture> pictures = new LinkedHashMap<>();

    LastPictures(Engine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** A PNG and when it was taken. */
    record Picture(Instant at, byte[] png) {
    }

    /** Done within seconds, as the engine's screenshots are, whether there was something to see or not. */
    CompletionStage<Void> take(PageRef page) {
        // Once more: a page that goes elsewhere just then shows nothing. One that has ended says so at once.
        return engine.screenshot(page, true).exceptionallyCompose(first -> engine.screenshot(page, true))
                .handle((png, failure) -> {
                    if (failure == null) {
                        keep(page.sessionId(), new Picture(clock.instant(), png));
                    }
                    return null;
                });
    }

    synchronized Optional<Picture> of(UUID sessionId) {
        return Optional.ofNullable(pictures.get(sessionId));
    }

    synchronized void drop(UUID sessionId) {
        pictures.remove(sessionId);
    }

    private synchronized void keep(UUID sessionId, Picture picture) {
        pictures.remove(sessionId);
        pictures.put(sessionId, picture);
        if (pictures.size() > SESSIONS) {
            pictures.remove(pictures.keySet().iterator().next());
        }
    }
}
