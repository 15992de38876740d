package dev.pindai.security.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.pindai.security.Caller;
import dev.pindai.security.Scope;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The row of a sign-in to the pages: who, by which browser, and until when. */
@Entity
@Table(name = "sign_in")
public class SignIn extends PanacheEntityBase {

    @Id
    public UUID id;

    /** See {@link SignInToken#hash}. */
    @Column(name = "token_hash")
    public byte[] tokenHash;

    /** See {@link SignInToken#proof}; null for somebody who showed no key. */
    @Column(name = "key_proof")
    public byte[] keyProof;

    public String tenant;

    @Enumerated(EnumType.STRING)
    public Caller.Kind kind;

    @Column(name = "caller_id")
    public String callerId;

    public String name;

    /** Of somebody who showed no key; what a key may do is known from the key. */
    public String[] scopes = {};

    /** From where they signed in, as an IP address. */
    public String address;

    /** What their browser calls itself. */
    public String agent;

    /** Where their provider signs them out, or null; see {@link SignInRoutes}. */
    @Column(name = "end_session")
    public String endSession;

    @Column(name = "created_at")
    public Instant createdAt;

    /** To the minute. */
    @Column(name = "last_used_at")
    public Instant lastUsedAt;

    /** When it ends, however much it is used. */
    @Column(name = "ends_at")
    public Instant endsAt;

    /** Since when it lets nobody in any more, or null. */
    @Column(name = "ended_at")
    public Instant endedAt;

    static Optional<SignIn> of(SignInToken token) {
        return find("tokenHash", token.hash()).firstResultOptional();
    }

    /** Whether it still counts, as far as time decides. */
    boolean open(Instant now, Duration idle) {
        return endedAt == null && endsAt.isAfter(now) && lastUsedAt.plus(idle).isAfter(now);
    }

    void carries(Caller caller) {
        tenant = caller.tenant();
        kind = caller.kind();
        callerId = caller.id();
        name = caller.name();
        scopes = caller.kind() == Caller.Kind.PERSON ? caller.scopes().stream().map(Scope::role).sorted().toArray(String[]::new)
                : new String[0];
    }

    /** Somebody who showed no key, as they were when they signed in. */
    Caller person() {
        Set<Scope> granted = Stream.of(scopes).map(Scope::of).collect(Collectors.toSet());
        return new Caller(tenant, kind, callerId, name, granted, Set.of());
    }

    /** Names it to {@link dev.pindai.tenant.AccessEnded}. */
    String holder() {
        return person().signedIn(id).holder();
    }
}
