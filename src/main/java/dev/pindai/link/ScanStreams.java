package dev.pindai.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.live.CloseCode;
import dev.pindai.event.live.EventFilter;
import dev.pindai.event.live.Start;
import dev.pindai.event.live.Subscriber;
import dev.pindai.event.sse.FrameStreams;
import dev.pindai.shared.Problem;
import dev.pindai.shared.ProblemException;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The live events of scan links, {@code GET /api/scan/events}. Each stream begins with how things are now, so that nobody
 * reads what happened before; it ends when the account is linked, and soon after the link opens nothing any more.
 */
@Singleton
class ScanStreams {

    /** Pages of one link at once; one more ends the oldest, which may be of a phone that lost its network. */
    private static final int MOST = 4;

    private record Open(ScanVisit visit, Subscriber subscriber) {

        void end() {
            subscriber.close(CloseCode.GOING_AWAY, "over");
        }
    }

    private final FrameStreams streams;
    private final ScanFrames frames;
    private final ScanVisits visits;
    private final List<Open> open = new CopyOnWriteArrayList<>();
    /** An account that was linked just now is shown no more, while its {@code ready} may still be on its way to the stream. */
    private final MissingTwice missing = new MissingTwice();

    ScanStreams(FrameStreams streams, ScanFrames frames, ScanVisits visits) {
        this.streams = streams;
        this.frames = frames;
        this.visits = visits;
    }

    void register(@Observes Router router) {
        router.get("/api/scan/events").handler(this::open);
    }

    private void open(RoutingContext context) {
        try {
            var visit = visit(context);
            var subscriber = streams.open(context, new EventFilter(visit.realm(), Set.of(visit.session()), ScanFrames.EVENTS),
                    Start.PRESENT, frames::write, ScanFrames::isLast);
            keep(context, new Open(visit, subscriber));
        } catch (ProblemException e) {
            context.response().setStatusCode(e.status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Json.encodeToBuffer(Problem.of(e.status(), e.code(), e.getMessage(), context.normalizedPath(), null)));
        }
    }

    private static ScanVisit visit(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user) {
            return ScanVisit.of(user.getSecurityIdentity());
        }
        throw ScanLinkProblems.noLink();
    }

    private void keep(RoutingContext context, Open stream) {
        open.add(stream);
        context.addEndHandler(ended -> open.remove(stream));
        var same = new ArrayList<>(open);
        same.removeIf(other -> !other.visit().link().equals(stream.visit().link()));
        same.stream().limit(Math.max(0, same.size() - MOST)).forEach(Open::end);
    }

    /** Revoked or expired here or by another process, or the session has an account: whoever listens is cut off. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var links = open.stream().map(stream -> stream.visit().link())
                .collect(Collectors.toCollection(HashSet::new));
        if (!links.isEmpty()) {
            links.removeAll(visits.shown(links));
        }
        var over = missing.again(links);
        open.stream().filter(stream -> over.contains(stream.visit().link())).forEach(Open::end);
    }
}
