package dev.pindai.security.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.pindai.security.Caller;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The row of a key: whom it lets in, and of its text a digest. */
@Entity
@Table(name = "api_key")
public class ApiKey extends PanacheEntityBase {

    @Id
    public UUID id;

    public String tenant;

    public String name;

    /** The part of its text by which it is found; never changes. */
    public String prefix;

    public byte[] hash;

    /** Of the text before the last rotation, or null where that counts no more. */
    @Column(name = "previous_hash")
    public byte[] previousHash;

    /** How long that counts; of a text that counted no more at once, when that was. */
    @Column(name = "previous_until")
    public Instant previousUntil;

    public String[] scopes = {};

    /** The only ones, or empty for all of its tenant. */
    public UUID[] sessions = {};

    /** The only ones, or empty for all; see {@link AddressRange}. */
    public String[] addresses = {};

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "created_at")
    public Instant createdAt;

    /** To the minute. */
    @Column(name = "last_used_at")
    public Instant lastUsedAt;

    @Column(name = "revoked_at")
    public Instant revokedAt;

    static Optional<ApiKey> ofPrefix(String prefix) {
        return find("prefix", prefix).firstResultOptional();
    }

    static Optional<ApiKey> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    void grants(Grant grant) {
        scopes = grant.scopes().stream().sorted().map(scope -> scope.role()).toArray(String[]::new);
        sessions = grant.sessions().stream().sorted().toArray(UUID[]::new);
        addresses = grant.addresses().stream().map(AddressRange::text).distinct().toArray(String[]::new);
        expiresAt = grant.expiresAt();
    }

    /** Whether it lets nobody in any more. */
    boolean over(Instant now) {
        return revokedAt != null || expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Gives it another text; the one before counts for a while, if only for none. */
    void rotate(KeyText text, Instant now, Duration grace) {
        previousHash = grace.isZero() ? null : hash;
        previousUntil = now.plus(grace);
        hash = text.hash();
    }

    Caller holder() {
        return new Caller(tenant, Caller.Kind.KEY, id.toString(), name, Grant.of(this).scopes(), Set.of(sessions));
    }
}
