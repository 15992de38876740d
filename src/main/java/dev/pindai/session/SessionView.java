package dev.pindai.session;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.pindai.event.SessionEvent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session as callers see it: in REST answers and on the pages. */
@Schema(name = "Session", description = "One WhatsApp account, linked or to be linked")
public record SessionView(
        UUID id,
        @Schema(examples = "Toko Melati") String name,
        SessionStatus status,
        @Schema(description = "What was wished last; restored when the service restarts") Desired desired,
        @Schema(description = "Why it failed or lost its link, or null", nullable = true) Reason reason,
        @Schema(description = "The reason as a sentence, in the language of Accept-Language (en, id)", nullable = true) String message,
        @Schema(description = "What exactly was seen, for logs and support", nullable = true) String detail,
        @Schema(description = "Your own labels, kept as given") Map<String, String> metadata,
        @Schema(description = "WhatsApp's id of the linked account", nullable = true, examples = "6281234567890@c.us") String wid,
        @Schema(nullable = true, examples = "+6281234567890") String phoneNumber,
        @Schema(description = "The name the account shows to others", nullable = true) String pushName,
        Instant statusSince,
        Instant createdAt,
        @Schema(nullable = true) Instant startedAt,
        @Schema(description = "The code on the page now, without its string", nullable = true) QrInfo qr,
        @Schema(description = "Its own way to WhatsApp, or null for the direct one", nullable = true) ProxyInfo proxy,
        @Schema(description = "How Pindai mends it right now, or null", nullable = true) HealingInfo healing,
        @Schema(description = "What its browser uses, or null while none is open", nullable = true) SessionUsage usage,
        @Schema(description = "WhatsApp waits for a passkey until then; see `GET …/passkey`", nullable = true) PasskeyInfo passkey,
        @Schema(description = "The pairing code that was given last is good until then", nullable = true) PairingCodeInfo pairingCode,
        @Schema(description = "Number of the session's newest event") long lastSeq) {

    /** What may be told of a QR to everybody who may see the session. */
    public record QrInfo(int attempt, int maxAttempts, Instant issuedAt, Instant expiresAt) {

        static QrInfo of(CurrentQr qr) {
            return qr == null ? null : new QrInfo(qr.attempt(), qr.maxAttempts(), qr.issuedAt(), qr.expiresAt());
        }
    }

    /** A session's proxy without its password. */
    public record ProxyInfo(@Schema(examples = "socks5://proxy.example.com:1080") String server,
            @Schema(nullable = true) String username, boolean hasPassword) {

        static ProxyInfo of(SessionProxy proxy) {
            return proxy == null ? null : new ProxyInfo(proxy.server(), proxy.username(), proxy.password() != null);
        }
    }

    /** The rung of the ladder a session is on; {@code nextAt} is when the next step follows unless this one helps. */
    public record HealingInfo(SessionEvent.Healing.Rung rung, int attempt, int maxAttempts,
            @Schema(nullable = true) Instant nextAt) {

        static HealingInfo of(Session row, int maxAttempts) {
            return row.healRung == null ? null
                    : new HealingInfo(row.healRung, row.healRestarts, maxAttempts,
                            row.deadlineKind == Deadline.Kind.HEAL ? row.deadlineAt : null);
        }
    }

    /** How long WhatsApp's page waits for a passkey. */
    public record PasskeyInfo(Instant expiresAt) {

        static PasskeyInfo of(Session row) {
            return row.passkey != null && row.deadlineKind == Deadline.Kind.PASSKEY ? new PasskeyInfo(row.deadlineAt) : null;
        }
    }

    /** How long the pairing code that was given last can be typed. */
    public record PairingCodeInfo(Instant expiresAt) {

        static PairingCodeInfo of(Session row) {
            return row.deadlineKind == Deadline.Kind.PAIRING ? new PairingCodeInfo(row.deadlineAt) : null;
        }
    }

    /** @param proxy with its username as it is to be shown, or null */
    static SessionView of(Session row, CurrentQr qr, SessionUsage usage, SessionProxy proxy, long lastSeq, int maxRestarts,
            Locale locale) {
        return new SessionView(row.id, row.name, row.status, row.desired, row.reason, ReasonText.sentence(row.reason, locale),
                row.reasonDetail, row.metadata, row.wid, PhoneNumbers.ofWid(row.wid), row.pushName, row.statusSince,
                row.createdAt, row.startedAt, QrInfo.of(qr), ProxyInfo.of(proxy), HealingInfo.of(row, maxRestarts), usage,
                PasskeyInfo.of(row), PairingCodeInfo.of(row),
                lastSeq);
    }
}
