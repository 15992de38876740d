package dev.pindai.audit;

import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.http.ClientAddress;
import dev.pindai.security.Caller;
import dev.pindai.shared.Ids;
import dev.pindai.shared.Problem;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.ext.web.RoutingContext;

/**
 * Sees every request before anybody else does, and how it was answered; what is worth a row goes to the {@link Scribe}. Callers
 * who do not wait for the answer get a row too: what they asked for may have been done.
 */
@Singleton
class Watch {

    /** Header of a request, and of the answer to one that is recorded: what the row is found by. */
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern OWN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String LOCATION = "Location";
    private static final int CREATED = 201;
    /** The code where there was no answer. */
    private static final String HUNG_UP = "HUNG_UP";
    /** Before the limits, before authentication. */
    private static final int FIRST = 10_000;

    private final Scribe scribe;
    private final Clock clock;

    Watch(Scribe scribe, Clock clock) {
        this.scribe = scribe;
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext context) {
        var visit = new Visit(clock.instant(), requestId(context));
        context.addHeadersEndHandler(nothing -> end(context, visit, context.response().getStatusCode()));
        context.addEndHandler(nothing -> end(context, visit, null));
        context.next();
    }

    /** @param status null where the connection ended before the answer */
    private void end(RoutingContext context, Visit visit, Integer status) {
        if (!visit.told().compareAndSet(false, true)) {
            return;
        }
        var caller = Caller.of(context);
        RequestAction.of(context, caller, status).ifPresent(action -> {
            if (status != null) {
                context.response().putHeader(REQUEST_ID, visit.requestId());
            }
            scribe.add(new Entry(Ids.next(), visit.at(), caller.map(Caller::tenant).orElse(Caller.DEFAULT_TENANT),
                    caller.orElse(null), action, subject(context, caller), ClientAddress.of(context).getHostAddress(),
                    context.request().getHeader("User-Agent"), status,
                    status == null ? HUNG_UP : context.get(Problem.NOTED), 1, visit.requestId()));
        });
    }

    /** By the address, or by that of what was made, or by the query; a scan link is for one session. */
    private static Subject subject(RoutingContext context, Optional<Caller> caller) {
        var subject = Subject.of(context.normalizedPath());
        var created = context.response().headers().get(LOCATION);
        if (created != null && context.response().getStatusCode() == CREATED) {
            subject = subject.or(Subject.of(created));
        }
        var asked = Subject.id(context.request().getParam("session"))
                .or(() -> caller.filter(known -> known.kind() == Caller.Kind.SCAN_LINK)
                        .flatMap(link -> link.sessions().stream().findFirst()));
        return subject.or(new Subject(asked.orElse(null), null));
    }

    /** The caller's own, if it is one: others have it in their logs. */
    private static String requestId(RoutingContext context) {
        var own = context.request().getHeader(REQUEST_ID);
        return own != null && OWN_ID.matcher(own).matches() ? own : Ids.next().toString();
    }
}
