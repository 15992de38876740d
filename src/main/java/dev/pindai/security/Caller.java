package dev.pindai.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pindai.tenant.AccessEnded;
import dev.pindai.tenant.Realm;

import io.quarkus.security.identity.SecurityIdentity;

import io.vertx.ext.web.RoutingContext;

/**
 * Who makes a request, and what they may touch.
 *
 * @param tenant whose sessions, webhooks and events these are
 * @param kind what let them in
 * @param id tells this caller from others and never changes: the id of a key or link, the subject of a person
 * @param name how people call it
 * @param scopes what they may do
 * @param sessions the only sessions they may touch; empty for all of the tenant
 * @param signIn the sign-in to the pages by which they come; null for whoever shows a key
 */
public record Caller(String tenant, Kind kind, String id, String name, Set<Scope> scopes, Set<UUID> sessions, UUID signIn) {

    /** The tenant of the admin key, and of everything that was there before there were tenants. */
    public static final String DEFAULT_TENANT = Realm.OPERATOR;

    /** Attribute of the identity that holds the caller. */
    static final String ATTRIBUTE = "pindai.caller";

    /** What lets a caller in. */
    public enum Kind {
        /** The key of the configuration; the one that may make keys for any tenant. */
        ADMIN_KEY,
        /** A key of {@code /api/keys}. */
        KEY,
        /** A person known by OpenID Connect. */
        PERSON,
        /** Whoever holds a scan link. */
        SCAN_LINK
    }

    public Caller {
        scopes = Set.copyOf(scopes);
        sessions = Set.copyOf(sessions);
    }

    /** Somebody who shows what lets them in with each request. */
    public Caller(String tenant, Kind kind, String id, String name, Set<Scope> scopes, Set<UUID> sessions) {
        this(tenant, kind, id, name, scopes, sessions, null);
    }

    /** Empty for whoever is anonymous. */
    public static Optional<Caller> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }

    /** Who makes this request, or signs in by it; empty for whoever is anonymous. */
    public static Optional<Caller> of(RoutingContext context) {
        Caller signedIn = context.get(ATTRIBUTE);
        return signedIn != null ? Optional.of(signedIn) : RequestGuard.identity(context).flatMap(Caller::of);
    }

    /** Notes who signs in by this request, be it in vain: whoever keeps books wants to know. */
    public static void signedIn(RoutingContext context, Caller caller) {
        context.put(ATTRIBUTE, caller);
    }

    /** The roles of their identity: {@link Scope#ADMIN} holds all the others. */
    Set<String> roles() {
        return Arrays.stream(Scope.values()).filter(this::may).map(Scope::role).collect(Collectors.toUnmodifiableSet());
    }

    /** What they may see and touch. */
    public Realm realm() {
        // A scan link is for the codes of its session and for nothing else.
        return new Realm(tenant, sessions, may(Scope.CONTROL) || kind == Kind.SCAN_LINK, holder());
    }

    /** Names this caller, and their sign-in, to {@link dev.pindai.tenant.AccessEnded}. */
    public String holder() {
        return kind + ":" + id + (signIn == null ? "" : AccessEnded.PART + signIn);
    }

    /** The same caller, by a sign-in to the pages. */
    public Caller signedIn(UUID by) {
        return new Caller(tenant, kind, id, name, scopes, sessions, by);
    }

    /** The same, for these of their sessions only; for all of theirs if there are none. */
    public Caller within(Set<UUID> only) {
        return only.isEmpty() ? this : new Caller(tenant, kind, id, name, scopes, only, signIn);
    }

    /** Whether they may do this; {@link Scope#ADMIN} holds all the others. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** Whether their key lets them touch this session of their tenant. */
    public boolean mayTouch(UUID session) {
        return sessions.isEmpty() || sessions.contains(session);
    }
}
