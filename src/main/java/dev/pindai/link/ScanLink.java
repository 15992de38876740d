package dev.pindai.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.pindai.security.Tokens;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The row of a scan link. Its token is not in it. */
@Entity
@Table(name = "scan_link")
public class ScanLink extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(name = "session_id")
    public UUID sessionId;

    @Column(name = "token_hash")
    public byte[] tokenHash;

    public String label;

    public String locale;

    @Column(name = "return_url")
    public String returnUrl;

    public int uses;

    public int used;

    @Column(name = "used_at")
    public Instant usedAt;

    /** How often its page started the session. */
    public int starts;

    /** How many pairing codes its page was given. */
    public int codes;

    /** The session's start that its page showed last, or null. */
    @Column(name = "seen_epoch")
    public Long seenEpoch;

    @Column(name = "seen_at")
    public Instant seenAt;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "revoked_at")
    public Instant revokedAt;

    static Optional<ScanLink> ofToken(String token) {
        return find("tokenHash", Tokens.sha256(token)).firstResultOptional();
    }

    static Optional<ScanLink> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    ScanLinkView.State state(Instant now) {
        if (revokedAt != null) {
            return ScanLinkView.State.REVOKED;
        }
        if (used >= uses) {
            return ScanLinkView.State.USED;
        }
        return expiresAt.isAfter(now) ? ScanLinkView.State.OPEN : ScanLinkView.State.EXPIRED;
    }
}
