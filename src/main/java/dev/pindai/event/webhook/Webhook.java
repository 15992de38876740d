package dev.pindai.event.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The row of a webhook: where events are posted, which, and with what. */
@Entity
@Table(name = "webhook")
public class Webhook extends PanacheEntityBase {

    @Id
    public UUID id;

    /** Whose it is; never changes. */
    @Column(updatable = false)
    public String tenant;

    /** The session that it was made with and is removed with, or null. */
    @Column(name = "session_id")
    public UUID sessionId;

    public String url;

    /** Name and port that it goes to: what is spared together when it is slow. */
    public String host;

    /** Whose events, or empty for all. */
    public UUID[] sessions = {};

    /** Which events by name, or empty for all. */
    public String[] events = {};

    /** Encrypted, as the values of the headers are; see {@link HookSecrets}. */
    public String secret;

    /** Whether QR strings and pairing codes are sent along: whoever set its address may have them. */
    @Column(name = "tells_codes")
    public boolean tellsCodes;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> headers = Map.of();

    @JdbcTypeCode(SqlTypes.JSON)
    public Retries retries = Retries.DEFAULT;

    /** For each try, or null for what is configured. */
    @Column(name = "timeout_seconds")
    public Integer timeoutSeconds;

    public boolean enabled;

    /** Why it is disabled, or null while it is not. */
    @Enumerated(EnumType.STRING)
    @Column(name = "disabled_reason")
    public DisabledReason disabledReason;

    @Column(name = "disabled_detail")
    public String disabledDetail;

    @Column(name = "disabled_at")
    public Instant disabledAt;

    /** Deliveries that failed for good since the last that did not. */
    @Column(name = "dead_in_a_row")
    public int deadInARow;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Against others who write the same row. */
    static Optional<Webhook> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Whether this address is of the same origin: scheme, name and port. */
    boolean isAt(HookUrl other) {
        return host.equals(other.host()) && address().getScheme().equalsIgnoreCase(URI.create(other.text()).getScheme());
    }

    void goesTo(HookUrl to) {
        url = to.text();
        host = to.host();
    }

    /** From now on its deliveries are sent, and its earlier failures count no more. */
    void enable() {
        enabled = true;
        deadInARow = 0;
        disabledReason = null;
        disabledDetail = null;
        disabledAt = null;
    }

    /** Nothing is sent from now on; what happens meanwhile waits. One that is disabled keeps its reason. */
    void disable(DisabledReason reason, String detail, Instant now) {
        if (enabled) {
            enabled = false;
            disabledReason = reason;
            disabledDetail = detail;
            disabledAt = now;
        }
    }

    URI address() {
        return URI.create(url);
    }

    Duration timeout(Duration configured) {
        return timeoutSeconds == null ? configured : Duration.ofSeconds(timeoutSeconds);
    }
}
