package dev.pindai.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Everything that can happen to a session, in the words of the public contract. The components of a record are the
 * {@code data} of its frame, but for secrets, which are never stored: a channel adds them while they are valid.
 */
@RegisterForReflection(targets = { SessionEvent.class, SessionEvent.Secret.class, EventType.class, SessionEvent.Qr.class,
        SessionEvent.Ready.class, SessionEvent.Disconnected.class,
        SessionEvent.AuthFailure.class, SessionEvent.QrTimeout.class, SessionEvent.Authenticated.class,
        SessionEvent.Status.class, SessionEvent.PairingCode.class, SessionEvent.PairingCodeExpired.class,
        SessionEvent.Passkey.class, SessionEvent.Healing.class, SessionEvent.Deleted.class,
        SessionEvent.WebhookDisabled.class, SessionEvent.ScanLinkUsed.class })
public sealed interface SessionEvent {

    /** The session it happened to. */
    UUID sessionId();

    /** Its name on every channel. */
    @JsonIgnore
    EventType type();

    /** The part of it that is a credential, if there is one. */
    @JsonIgnore
    default Optional<Secret> secret() {
        return Optional.empty();
    }

    /** A credential that expires, and the name of the field in which a channel sends it. */
    record Secret(String field, String value, Instant expiresAt) {

        @Override
        public String toString() {
            return "Secret[field=" + field + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** A new QR string; {@code attempt} counts from 1 in each start. */
    record Qr(UUID sessionId, @JsonIgnore String qr, int attempt, int maxAttempts, Instant issuedAt,
            Instant expiresAt) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.QR;
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(new Secret("qr", qr, expiresAt));
        }

        @Override
        public String toString() {
            return "Qr[sessionId=" + sessionId + ", attempt=" + attempt + "]";
        }
    }

    /** Linked and usable, also after a restore. */
    record Ready(UUID sessionId, String wid, String phoneNumber, String pushName) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.READY;
        }
    }

    /** The link ended or was lost; {@code willRetry} tells whether Pindai goes on by itself. */
    record Disconnected(UUID sessionId, String reason, boolean willRetry) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.DISCONNECTED;
        }
    }

    /** Linking was refused, or a stored link is no longer accepted. */
    record AuthFailure(UUID sessionId, String reason, String message) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.AUTH_FAILURE;
        }
    }

    /** No QR came ({@code GENERATION}), or none was scanned ({@code SCAN}). At most once in each start. */
    record QrTimeout(UUID sessionId, long timeoutSeconds, Phase phase) implements SessionEvent {

        /** Which wait ended. */
        public enum Phase {
            GENERATION,
            SCAN
        }

        @Override
        public EventType type() {
            return EventType.QR_TIMEOUT;
        }
    }

    /** The phone accepted; messages are syncing. */
    record Authenticated(UUID sessionId) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.AUTHENTICATED;
        }
    }

    /** The status changed; {@code previous} is null for a new session, {@code reason} unless it failed or was lost. */
    record Status(UUID sessionId, String status, String previous, String reason) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.STATUS;
        }
    }

    /** A code to type into the phone instead of a scan. */
    record PairingCode(UUID sessionId, @JsonIgnore String code, Instant expiresAt) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.PAIRING_CODE;
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(new Secret("code", code, expiresAt));
        }

        @Override
        public String toString() {
            return "PairingCode[sessionId=" + sessionId + "]";
        }
    }

    /** The pairing code was not used in time; QR codes go on. */
    record PairingCodeExpired(UUID sessionId) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.PAIRING_CODE_EXPIRED;
        }
    }

    /**
     * WhatsApp asks for a passkey before it links.
     *
     * @param publicKey what it asks, as WebAuthn's PublicKeyCredentialRequestOptionsJSON
     */
    record Passkey(UUID sessionId, Map<String, Object> publicKey, Instant expiresAt) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.PASSKEY;
        }
    }

    /**
     * Pindai mends the session by itself: one rung of its ladder.
     *
     * @param attempt which browser restart this is, 0 before the first
     * @param maxAttempts how many there are before the session fails
     * @param reason what is being mended, in the words of the session's reasons
     * @param nextAt when the next step follows unless this one helps; of a restart, when the browser is opened again
     */
    record Healing(UUID sessionId, Rung rung, int attempt, int maxAttempts, String reason,
            Instant nextAt) implements SessionEvent {

        /** What is done, from the gentlest to the last. */
        public enum Rung {
            WAIT,
            RELOAD,
            RESTART
        }

        @Override
        public EventType type() {
            return EventType.HEALING;
        }
    }

    /** The session is gone; its stream ends here. */
    record Deleted(UUID sessionId) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.DELETED;
        }
    }

    /**
     * A webhook was disabled, since this session's event could not be delivered to it.
     *
     * @param url where it goes, without its query
     * @param detail what was seen last
     */
    record WebhookDisabled(UUID sessionId, UUID webhookId, String url, Cause cause, String detail) implements SessionEvent {

        /** What it was disabled for. */
        public enum Cause {
            GONE,
            FAILING
        }

        @Override
        public EventType type() {
            return EventType.WEBHOOK_DISABLED;
        }
    }

    /**
     * An account was linked by a scan link.
     *
     * @param used how often the link was used, this time included
     * @param uses how often it can be used; once {@code used} is as much, it opens nothing any more
     */
    record ScanLinkUsed(UUID sessionId, UUID scanLinkId, int used, int uses) implements SessionEvent {

        @Override
        public EventType type() {
            return EventType.SCAN_LINK_USED;
        }
    }
}
