package dev.pindai.engine;

import java.time.Duration;
import java.util.UUID;

/**
 * What a page tells its session. Each signal carries the epoch of the start that opened the page, so that a page of an
 * earlier start can't change a later one's session.
 */
public sealed interface PageSignal {

    /** The session the page belongs to. */
    UUID sessionId();

    /** The session's start that opened the page; 1 for the first. */
    long epoch();

    /** The page is loading; {@code percent} (0–100) as the page shows it, or -1 where it shows none. */
    record Loading(UUID sessionId, long epoch, int percent) implements PageSignal {
    }

    /** The page says that it is not linked and asks for a scan; the first QR may still be on its way. */
    record Unlinked(UUID sessionId, long epoch) implements PageSignal {
    }

    /** A new QR string; {@code ttl} is how long WhatsApp will accept it from now. */
    record QrShown(UUID sessionId, long epoch, String qr, Duration ttl) implements PageSignal {

        /** A QR is a credential: it never reaches a log by way of {@code toString}. */
        @Override
        public String toString() {
            return "QrShown[sessionId=" + sessionId + ", epoch=" + epoch + ", ttl=" + ttl + "]";
        }
    }

    /** The QR last shown is no longer on the page (scanned or expired). */
    record QrCleared(UUID sessionId, long epoch) implements PageSignal {
    }

    /** All codes passed unscanned; the page waits for a click on "reload". */
    record Idle(UUID sessionId, long epoch) implements PageSignal {
    }

    /** The phone accepted the link; the page is syncing. */
    record Authenticated(UUID sessionId, long epoch) implements PageSignal {
    }

    /** Linked and usable. {@code wid} is WhatsApp's id, such as {@code 628123@c.us}; {@code pushName} may be null. */
    record Ready(UUID sessionId, long epoch, String wid, String pushName) implements PageSignal {
    }

    /** The link is gone; {@code reason} is the page's own word for it, or null. */
    record LoggedOut(UUID sessionId, long epoch, String reason) implements PageSignal {
    }

    /** The page's own words for its connection, such as {@code CONNECTED} and {@code MAIN}; either may be null. */
    record StateChanged(UUID sessionId, long epoch, String socket, String stream) implements PageSignal {
    }

    /**
     * The page has said nothing for {@code since}. Its next word is followed by a {@link StateChanged}, also when nothing
     * else changed.
     */
    record Silent(UUID sessionId, long epoch, Duration since) implements PageSignal {
    }

    /**
     * WhatsApp asks for a passkey before it links.
     *
     * @param options what it asks, as WebAuthn's PublicKeyCredentialRequestOptionsJSON
     * @param timeout how long the page waits for it, or null if it does not say
     */
    record PasskeyRequested(UUID sessionId, long epoch, String options, Duration timeout) implements PageSignal {

        /** A request without a time of its own. */
        public PasskeyRequested(UUID sessionId, long epoch, String options) {
            this(sessionId, epoch, options, null);
        }
    }

    /** The page waits for no passkey any more: its time is over ({@code expired}), or it went on to something else. */
    record PasskeyWithdrawn(UUID sessionId, long epoch, boolean expired) implements PageSignal {
    }

    /** A hook that we need is missing from the page: WhatsApp changed it. */
    record PageChanged(UUID sessionId, long epoch, String missingHook) implements PageSignal {
    }

    /**
     * The page is lost and of no use from now on; its processes are being ended, which may take a while. {@link Failed}
     * follows when they are gone and may put the cause in better words.
     */
    record Ending(UUID sessionId, long epoch, PageFailure failure, String detail) implements PageSignal {
    }

    /**
     * The page ended or never came to be, and nothing of it is left open. {@code detail} is a sentence for the log and
     * the diagnostics; it holds no secret.
     */
    record Failed(UUID sessionId, long epoch, PageFailure failure, String detail) implements PageSignal {
    }
}
