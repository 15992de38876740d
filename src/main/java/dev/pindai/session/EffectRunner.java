package dev.pindai.session;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSettings;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Does what a committed transition asks of the engine. What concerns the page's life is done in order, one thing at a time
 * per session: a page never opens on a profile that is still being closed or removed.
 */
@Singleton
class EffectRunner {

    private static final Logger LOG = Logger.getLogger(EffectRunner.class);
    private static final long UNLINK_BEFORE_CLOSE_SECONDS = 10;

    private final Engine engine;
    private final SessionProxies proxies;
    private final SessionTransitions transitions;
    private final Retry retry;
    private final LastPictures pictures;
    private final Map<UUID, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();

    EffectRunner(Engine engine, SessionProxies proxies, SessionTransitions transitions, Retry retry,
            LastPictures pictures) {
        this.transitions = transitions;
        this.retry = retry;
        this.proxies = proxies;
        this.engine = engine;
        this.pictures = pictures;
    }

    /** Returns at once; each effect begins when those before it are done, whatever came of them. */
    void run(Applied applied) {
        var id = applied.before().id();
        var effects = applied.transition().effects();
        var before = new PageRef(id, applied.before().epoch());
        var after = new PageRef(id, applied.after().epoch());
        if (effects.contains(Effect.UNLINK) && !effects.contains(Effect.CLOSE)) {
            report(id, "unlink the account", engine.logout(after));
        }
        if (effects.contains(Effect.RELOAD)) {
            report(id, "load the page anew", engine.reload(after));
        }
        if (effects.contains(Effect.REFRESH_QR)) {
            report(id, "refresh the QR", engine.refreshQr(after));
        }
        if (effects.contains(Effect.CLOSE) && applied.after().status() == SessionStatus.FAILED) {
            chain(id, "keep a picture of the page", () -> pictures.take(before));
        }
        inOrder(id, effects, before, after);
    }

    /** Closes the page, if that has not been done; done when it is, and with all that was to be done before. */
    CompletionStage<Void> close(PageRef page) {
        return chain(page.sessionId(), "close the page", () -> engine.close(page));
    }

    /** Closes the page and removes the profile; done when both are. */
    CompletionStage<Void> remove(PageRef page) {
        close(page);
        return chain(page.sessionId(), "remove the profile", () -> engine.removeProfile(page.sessionId()))
                .whenComplete((done, failure) -> {
                    tails.remove(page.sessionId());
                    pictures.drop(page.sessionId());
                    engine.forget(page.sessionId());
                });
    }

    private void inOrder(UUID id, Set<Effect> effects, PageRef before, PageRef after) {
        if (effects.contains(Effect.OPEN)) {
            chain(id, "open a page", () -> {
                // Read late, so that what is set before the page opens counts; not on whatever thread closed the page before.
                return CompletableFuture.supplyAsync(() -> settings(id), Thread::startVirtualThread)
                        .thenAccept(settings -> engine.open(after, settings));
            });
        }
        if (effects.contains(Effect.CLOSE)) {
            if (effects.contains(Effect.UNLINK)) {
                chain(id, "unlink the account", () -> engine.logout(after).toCompletableFuture()
                        .orTimeout(UNLINK_BEFORE_CLOSE_SECONDS, TimeUnit.SECONDS));
            }
            chain(id, "close the page", () -> engine.close(before));
        }
        if (effects.contains(Effect.REMOVE_LOGIN)) {
            chain(id, "remove the login", () -> engine.removeProfile(id));
        }
    }

    /** Without it no page opens: a session with a proxy must not go any other way. */
    private PageSettings settings(UUID id) {
        return retry.run("how a page is to be opened", () -> proxies.settings(id), () -> transitions.current(id));
    }

    private CompletableFuture<Void> chain(UUID id, String what, Supplier<CompletionStage<Void>> effect) {
        return tails.compute(id, (key, tail) -> {
            var ready = tail == null ? CompletableFuture.<Void> completedFuture(null) : tail.exceptionally(failure -> null);
            return report(id, what, ready.thenCompose(done -> effect.get()));
        });
    }

    private static CompletableFuture<Void> report(UUID id, String what, CompletionStage<Void> stage) {
        return stage.toCompletableFuture().whenComplete((done, failure) -> {
            if (failure != null) {
                var outer = MDC.get("sessionId");
                MDC.put("sessionId", id.toString());
                LOG.warnf("Could not %s: %s", what, failure.getMessage());
                if (outer == null) {
                    MDC.remove("sessionId");
                } else {
                    MDC.put("sessionId", outer);
                }
            }
        });
    }
}
