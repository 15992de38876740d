package dev.pindai.audit;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

import org.hibernate.annotations.Immutable;

/** A row of the audit as it is read; what its fields mean is in {@link Entry}. Written by {@link AuditRows}. */
@Entity
@Immutable
@Table(name = "audit")
public class AuditRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public Instant at;

    public String tenant;

    @Column(name = "caller_kind")
    public String callerKind;

    @Column(name = "caller_id")
    public String callerId;

    @Column(name = "caller_name")
    public String callerName;

    public String action;

    @Column(name = "session_id")
    public UUID sessionId;

    public String target;

    public String address;

    @Column(name = "user_agent")
    public String userAgent;

    public Integer status;

    public String code;

    public int times;

    @Column(name = "request_id")
    public String requestId;
}
