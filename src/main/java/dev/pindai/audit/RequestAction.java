package dev.pindai.audit;

import java.util.Optional;
import java.util.Set;

import dev.pindai.security.Caller;
import dev.pindai.shared.Problem;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Names what a request was in the end, by how it was answered. Strangers choose neither names nor how many there are: what they
 * were refused has one name for all.
 */
final class RequestAction {

    private static final Set<String> NOTHING = Set.of("NOT_FOUND", "METHOD_NOT_ALLOWED");
    private static final String TOO_OFTEN = "TOO_MANY_REQUESTS";
    private static final int FIRST_ERROR = 400;

    private RequestAction() {
    }

    /**
     * The name of its row, or empty for what leaves none.
     *
     * @param status of the answer, or null where the caller went before it
     */
    static Optional<String> of(RoutingContext context, Optional<Caller> caller, Integer status) {
        var named = Actions.name(context.request().method().name(), context.normalizedPath());
        if (named.filter(Actions::isSignIn).isPresent()) {
            return isOnTheirWay(context, caller) ? Optional.empty() : named;
        }
        var refused = Entry.isRefusal(status);
        if (caller.isEmpty()) {
            var failed = status == null || status >= FIRST_ERROR;
            return refused || failed && named.isPresent() ? Optional.of(Actions.REFUSED) : named;
        }
        if (TOO_OFTEN.equals(context.get(Problem.NOTED))) {
            // Nobody looked at what they asked for, and nothing limits how many names they make up.
            return Optional.of(Actions.REFUSED);
        }
        if (named.isPresent() && isNothing(context, status)) {
            return Optional.of(Actions.NOTHING_THERE);
        }
        return named.or(() -> refused ? Optional.of(Actions.REFUSED) : Optional.empty());
    }

    /** Whether somebody is led to another server and back, which is no sign-in yet. */
    private static boolean isOnTheirWay(RoutingContext context, Optional<Caller> caller) {
        return context.request().method() == HttpMethod.GET && caller.isEmpty() && context.get(Problem.NOTED) == null;
    }

    /** Whether nobody answers at this address; what is missing at one that is answered has a code of its own. */
    private static boolean isNothing(RoutingContext context, Integer status) {
        String code = context.get(Problem.NOTED);
        return context.request().method() != HttpMethod.GET && status != null && (status == 404 || status == 405)
                && (code == null || NOTHING.contains(code));
    }
}
