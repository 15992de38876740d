package dev.pindai.limit;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import dev.pindai.security.Refusal;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.ext.web.RoutingContext;

/**
 * How large a body may be, by its path. One whose size is announced is refused here; of the others see {@link UnknownBody}.
 * What Quarkus itself allows at most is set high, so that a feature can be allowed more than the others.
 */
@Singleton
class BodyLimit {

    /** Before authentication (200), which may cost a look into the database. */
    private static final int FIRST = 280;

    private final long usual;
    private final List<LargeBody> exceptions;
    private final TooMany tooMany;
    private final UnreadBody unread;

    BodyLimit(LimitConfig config, @Any Instance<LargeBody> exceptions, TooMany tooMany, UnreadBody unread) {
        this.usual = config.bodySize().asLongValue();
        this.exceptions = exceptions.stream().toList();
        this.tooMany = tooMany;
        this.unread = unread;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        if (announced(context) <= most(context)) {
            context.next();
            return;
        }
        unread.announceEnd(context);
        Refusal.send(context, 413, UnknownBody.CODE, UnknownBody.sentence(most(context)));
        refused(context);
    }

    /** The most bytes that a body may have there. */
    long most(RoutingContext context) {
        var path = context.normalizedPath();
        return exceptions.stream().filter(exception -> exception.path().matcher(path).matches()).mapToLong(LargeBody::bytes)
                .max().orElse(usual);
    }

    /** A body was too large. On the request's event loop. */
    void refused(RoutingContext context) {
        tooMany.count("body");
        unread.drain(context);
    }

    /** The decoder has read the number before: it is one. */
    private static long announced(RoutingContext context) {
        var length = context.request().getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }
}
