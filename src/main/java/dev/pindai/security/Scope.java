package dev.pindai.security;

import java.util.Locale;

/** What a key lets its owner do. Each is a role of the identity, by its name in lower case. */
public enum Scope {
    /** See sessions, their events and what they take. */
    READ,
    /** Create, start, stop and delete sessions; link accounts: QR, pairing code, screenshot, diagnostics. */
    CONTROL,
    /** Send messages. */
    SEND,
    /** See and change webhooks and their deliveries. */
    WEBHOOKS,
    /** Everything of its tenant, keys and audit included. */
    ADMIN;

    /** Its name in the API, in the database and as a role. */
    public String role() {
        return name().toLowerCase(Locale.ROOT);
    }
}
