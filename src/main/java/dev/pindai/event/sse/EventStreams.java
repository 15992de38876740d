package dev.pindai.event.sse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;
import dev.pindai.event.live.EventFilter;
import dev.pindai.event.live.FrameText;
import dev.pindai.event.live.Start;
import dev.pindai.security.Callers;
import dev.pindai.security.Scope;
import dev.pindai.tenant.Realm;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

/**
 * Server-sent events: {@code GET /api/sessions/{id}/events} for whoever accepts {@code text/event-stream}, and
 * {@code GET /api/events} for many sessions. Routes rather than a resource: the history at the first address is a resource of
 * another package, and only here can be told when the client has read and when it has left.
 */
@Singleton
class EventStreams {

    static final String MEDIA_TYPE = "text/event-stream";
    private static final String ANY = "*/*";
    private static final Set<String> STREAM = Set.of(MEDIA_TYPE, "text/*", ANY);
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final FrameStreams streams;
    private final FrameText text;
    private final Callers callers;

    EventStreams(FrameStreams streams, FrameText text, Callers callers) {
        this.streams = streams;
        this.text = text;
        this.callers = callers;
    }

    void register(@Observes Router router) {
        router.get("/api/sessions/:id/events").handler(context -> {
            if (preferred(context).startsWith(MEDIA_TYPE)) {
                ofSession(context, context.pathParam("id"));
            } else {
                context.next();
            }
        });
        router.get("/api/events").handler(this::ofMany);
    }

    /** The first that the client accepts, by its own weights; any if it says nothing. */
    private static String preferred(RoutingContext context) {
        var accepted = context.parsedHeaders().accept();
        return accepted.isEmpty() ? ANY : accepted.getFirst().value();
    }

    private void ofSession(RoutingContext context, String id) {
        if (ID.matcher(id).matches()) {
            open(context, Map.of("session", List.of(id)));
        } else {
            StreamChannel.problem(context, 404, "SESSION_NOT_FOUND",
                    "There is no session " + id + ". GET /api/sessions lists them.");
        }
    }

    private void ofMany(RoutingContext context) {
        var accepted = context.parsedHeaders().accept();
        if (accepted.isEmpty() || accepted.stream().anyMatch(type -> STREAM.contains(type.value()))) {
            open(context, Map.of());
        } else {
            StreamChannel.problem(context, 406, "NOT_ACCEPTABLE", "This address answers with a stream: accept " + MEDIA_TYPE);
        }
    }

    /** @param fixed parameters that stand in the path and not in the query */
    private void open(RoutingContext context, Map<String, List<String>> fixed) {
        callers.admit(context, Scope.READ).ifPresent(realm -> open(context, fixed, realm));
    }

    private void open(RoutingContext context, Map<String, List<String>> fixed, Realm realm) {
        try {
            var query = query(context);
            query.putAll(fixed);
            var filter = EventFilter.parse(query, realm);
            resume(context.request().getHeader("Last-Event-ID"), query, filter);
            streams.open(context, filter, Start.parse(query, filter), frame -> write(frame, filter), frame -> false);
        } catch (IllegalArgumentException e) {
            StreamChannel.problem(context, 400, "VALIDATION_FAILED", e.getMessage());
        } catch (HttpException e) {
            StreamChannel.problem(context, 400, "VALIDATION_FAILED", "The address can't be read: look at its % signs");
        }
    }

    private static Map<String, List<String>> query(RoutingContext context) {
        return context.queryParams().names().stream()
                .collect(Collectors.toMap(name -> name, context::queryParam, (one, same) -> one, HashMap::new));
    }

    /** What a browser saw last before it lost the connection counts more than where the address tells it to begin. */
    private static void resume(String lastEventId, Map<String, List<String>> query, EventFilter filter) {
        if (lastEventId != null && !lastEventId.isBlank()) {
            query.keySet().removeAll(Set.of("after", "cursor"));
            query.put(filter.isOneSession() ? "after" : "cursor", List.of(lastEventId.strip()));
        }
    }

    /** A frame without a place to go on from, such as the first ones of many sessions, leaves the browser's as it is. */
    private String write(EventFrame frame, EventFilter filter) {
        var id = filter.isOneSession() ? String.valueOf(frame.seq()) : frame.cursor();
        return (id == null ? "" : "id: " + id + "\n") + FrameStreams.message(frame.event(), text.write(frame));
    }
}
