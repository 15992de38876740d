package dev.pindai.session;

import java.time.Instant;
import java.util.List;
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

import dev.pindai.event.SessionEvent;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * The row of a session. Its status columns are written only by {@link #apply}, with what {@link SessionStateMachine} decided.
 */
@Entity
@Table(name = "session")
public class Session extends PanacheEntityBase {

    @Id
    public UUID id;

    /** Whose it is; never changes. */
    @Column(updatable = false)
    public String tenant;

    public String name;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> metadata = Map.of();

    @Enumerated(EnumType.STRING)
    public SessionStatus status;

    @Enumerated(EnumType.STRING)
    public Desired desired;

    @Enumerated(EnumType.STRING)
    public Reason reason;

    @Column(name = "reason_detail")
    public String reasonDetail;

    public long epoch;

    public boolean linked;

    @Column(name = "logging_out")
    public boolean loggingOut;

    public String wid;

    @Column(name = "push_name")
    public String pushName;

    @Column(name = "qr_attempt")
    public int qrAttempt;

    @Column(name = "first_qr_at")
    public Instant firstQrAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "deadline_kind")
    Deadline.Kind deadlineKind;

    @Column(name = "deadline_at")
    public Instant deadlineAt;

    /** How it is being mended; null while nothing is wrong. */
    @Enumerated(EnumType.STRING)
    @Column(name = "heal_rung")
    public SessionEvent.Healing.Rung healRung;

    @Column(name = "heal_restarts")
    public int healRestarts;

    /** What WhatsApp asks of a passkey while it waits for one, else null. */
    public String passkey;

    /** The way to WhatsApp, or null for the direct one. */
    @JdbcTypeCode(SqlTypes.JSON)
    SessionProxy proxy;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "status_since")
    public Instant statusSince;

    static Optional<Session> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Every session, locked, in the one order that keeps two who lock them from waiting for each other. */
    static List<Session> all() {
        return Session.<Session> findAll(Sort.by("id")).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /** Waits until nobody else is making a session, and keeps others waiting until this transaction ends. */
    static void queueForRoom() {
        getEntityManager().createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('pindai.session.room'))")
                .getSingleResult();
    }

    /** Another session of the same tenant that holds this account. */
    Optional<Session> otherHolding(String account) {
        return find("tenant = ?1 and wid = ?2 and id <> ?3", tenant, account, id).firstResultOptional();
    }

    static List<Session> due(Instant now) {
        return list("deadlineAt <= ?1", now);
    }

    SessionState state() {
        return new SessionState(id, status, desired, reason, reasonDetail, epoch, linked, loggingOut, wid, pushName, qrAttempt,
                firstQrAt, deadlineKind == null ? null : new Deadline(deadlineKind, deadlineAt), startedAt, statusSince,
                new Healing(healRung, healRestarts), passkey);
    }

    void apply(SessionState state) {
        status = state.status();
        desired = state.desired();
        reason = state.reason();
        reasonDetail = abbreviated(state.reasonDetail(), 500);
        epoch = state.epoch();
        linked = state.linked();
        loggingOut = state.loggingOut();
        wid = state.wid();
        pushName = abbreviated(state.pushName(), 200);
        qrAttempt = state.qrAttempt();
        firstQrAt = state.firstQrAt();
        deadlineKind = state.deadline() == null ? null : state.deadline().kind();
        deadlineAt = state.deadline() == null ? null : state.deadline().at();
        startedAt = state.startedAt();
        statusSince = state.statusSince();
        healRung = state.healing().rung();
        healRestarts = state.healing().restarts();
        passkey = state.passkey();
    }

    private static String abbreviated(String text, int most) {
        if (text == null) {
            return null;
        }
        // PostgreSQL takes any character but this one.
        var clean = text.replace("\0", "");
        return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
    }
}
