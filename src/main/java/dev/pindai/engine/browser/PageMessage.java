package dev.pindai.engine.browser;

import java.time.Duration;

/** What the injected script says, as records; see {@code engine/page/main.js} for who says what when. */
sealed interface PageMessage {

    /** Whether a page that says this has loaded far enough to know whether it is linked: the dear part of its start is over. */
    default boolean loaded() {
        return this instanceof Qr || this instanceof State state && state.registered() != null;
    }

    /** A document of WhatsApp's began; every later message of it carries the same {@code document}. */
    record Hello() implements PageMessage {
    }

    /**
     * The document's main thread is alive, and it has just been looked at: a state that changed without an event was told
     * before this, so that the {@link State} told last is never older than the last beat.
     */
    record Beat() implements PageMessage {
    }

    /** How far the page has loaded, 0–100. */
    record Progress(int percent) implements PageMessage {
    }

    /** All that the state is derived from; each may be null while the page does not say. */
    record State(Boolean registered, String socket, String stream, String wid, String pushName) implements PageMessage {
    }

    /** A QR string and how long it counts from now; null if the page does not say. */
    record Qr(String code, Duration ttl) implements PageMessage {

        @Override
        public String toString() {
            return "Qr[ttl=" + ttl + "]";
        }
    }

    /** The page shows no QR any more. */
    record QrGone() implements PageMessage {
    }

    /** WhatsApp ended the link; the reason is its own word, or null. */
    record LoggedOut(String reason) implements PageMessage {
    }

    /** The page called for a passkey and waits for it, for {@code timeout} or as long as it takes where that is null. */
    record Passkey(String options, Duration timeout) implements PageMessage {
    }

    /** It waits no more: its time is over, or it thought better of it. */
    record PasskeyGone(boolean expired) implements PageMessage {
    }

    /** A hook is missing; without a needed one the page can't be used. */
    record HookMissing(String name, boolean needed) implements PageMessage {
    }

    /** Which versions run in the page; either may be null. */
    record Versions(String whatsapp, String waJs) implements PageMessage {
    }

    /** A command ended: with a value (null for none) or with an error. */
    record Settled(long id, String value, String error) implements PageMessage {

        @Override
        public String toString() {
            return "Settled[id=" + id + ", error=" + error + "]";
        }
    }
}
