package dev.pindai.security;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import dev.pindai.tenant.Realm;

import io.quarkus.security.identity.SecurityIdentity;

import io.vertx.ext.web.RoutingContext;

/**
 * Who calls where no resource does the asking: at routes, and at a door that stands open because its visitors may show the key
 * later than in the request. There the pages' cookie counts only where one of our own pages sent it.
 */
@Singleton
public class Callers {

    private final KeyHolders holders;
    private final Tickets tickets;
    private final OriginPolicy origins;
    private final Attempts attempts;
    private final Event<DoorAnswered> answered;

    Callers(KeyHolders holders, Tickets tickets, OriginPolicy origins, Attempts attempts, Event<DoorAnswered> answered) {
        this.attempts = attempts;
        this.answered = answered;
        this.holders = holders;
        this.tickets = tickets;
        this.origins = origins;
    }

    /**
     * The credential by which this request is known. Empty for everybody else. Equal for equal credentials, and of no use to
     * whoever reads it.
     */
    public Optional<String> credential(RoutingContext context) {
        return identity(context).map(known -> known.getAttribute(Identities.CREDENTIAL));
    }

    /** Whose this request is; empty for somebody who shows nothing. */
    public Optional<Caller> caller(RoutingContext context) {
        return identity(context).flatMap(Caller::of);
    }

    /** Who sent this request to an open door. */
    public Knock knock(RoutingContext context) {
        return new Knock(caller(context), RequestGuard.address(context));
    }

    /** What the caller may see, if they may do this; if not, the request is answered with the refusal. */
    public Optional<Realm> admit(RoutingContext context, Scope scope) {
        var caller = caller(context);
        if (caller.isEmpty()) {
            Refusal.unauthorized(context);
        } else if (!caller.get().may(scope)) {
            Refusal.scopeMissing(context, scope);
        } else {
            return caller.map(Caller::realm);
        }
        return Optional.empty();
    }

    /**
     * Who holds this key, which came by another way than a header. Nobody does where too many wrong ones came from. Never
     * blocks; the answer may come on another thread.
     */
    public CompletionStage<Optional<Caller>> holder(String key, Knock from) {
        if (!attempts.allowed(from.address())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var known = holders.recall(key, from.address());
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known);
        }
        return CompletableFuture.supplyAsync(() -> find(key, from.address()), task -> Thread.ofVirtual().start(task));
    }

    private Optional<Caller> find(String key, String address) {
        var holder = holders.find(key, address);
        if (holder.isEmpty()) {
            attempts.failed(address);
        }
        return holder;
    }

    /** Whom this ticket lets in; it counts this once. */
    public Optional<Caller> redeem(String ticket) {
        return tickets.redeem(ticket);
    }

    /**
     * Tells that somebody at an open door was answered.
     *
     * @param session the one session they want to hear of, or null
     * @param code why they were turned away, or null if they were let in
     */
    public void answered(Knock knock, Optional<Caller> caller, String session, String code) {
        answered.fire(new DoorAnswered(caller, knock.address(), session, code));
    }

    private Optional<SecurityIdentity> identity(RoutingContext context) {
        return RequestGuard.identity(context)
                .filter(known -> known.getAttribute(Identities.SOURCE) != Credential.Source.COOKIE
                        || origins.mayUseCookie(context.request(), RequestGuard.isUpgrade(context)));
    }
}
