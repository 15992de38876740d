package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The row of a delivery as it is read: an event, a webhook, and what came of the two. Written by SQL, many at a time. */
@Entity
@Immutable
@Table(name = "webhook_delivery")
public class Delivery extends PanacheEntityBase {

    /** The same in each try and each repetition: made of the webhook, the session and the event's number. */
    @Id
    public UUID id;

    /** Counts deliveries in the order in which they were queued. */
    public long number;

    @Column(name = "webhook_id")
    public UUID webhookId;

    @Column(name = "session_id")
    public UUID sessionId;

    public long seq;

    public String event;

    @Column(name = "event_at")
    public Instant eventAt;

    @Enumerated(EnumType.STRING)
    public DeliveryStatus status;

    /** When it was queued last: its time runs from there. */
    @Column(name = "queued_at")
    public Instant queuedAt;

    public int tries;

    /** Tries made before it was queued last. */
    @Column(name = "tries_before")
    public int triesBefore;

    @Column(name = "tried_at")
    public Instant triedAt;

    @Column(name = "next_at")
    public Instant nextAt;

    @Enumerated(EnumType.STRING)
    public DeliveryReason reason;

    public String detail;

    @Column(name = "latency_ms")
    public Integer latencyMs;

    /** As they were sent, but for the values of headers that somebody added. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "request_headers")
    public Map<String, String> requestHeaders;

    @Column(name = "response_status")
    public Integer responseStatus;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "response_headers")
    public Map<String, String> responseHeaders;

    /** Its first 4 KB; null where there was none, or where it could hold what is never kept. */
    @Column(name = "response_body")
    public String responseBody;

    static Optional<Delivery> of(UUID webhookId, UUID id) {
        return find("webhookId = ?1 and id = ?2", webhookId, id).firstResultOptional();
    }
}
