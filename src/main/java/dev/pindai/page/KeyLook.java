package dev.pindai.page;

import java.time.Instant;

import dev.pindai.security.key.KeyView;

import io.quarkus.qute.TemplateData;

/** How a key stands, with a tone. */
@TemplateData
public enum KeyLook {

    ACTIVE("success"),
    /** Its old text still counts. */
    ROTATED("warning"),
    EXPIRED("muted"),
    REVOKED("muted");

    private final String tone;

    KeyLook(String tone) {
        this.tone = tone;
    }

    static KeyLook of(KeyView view, Instant now) {
        if (view.revokedAt() != null) {
            return REVOKED;
        }
        if (view.expiresAt() != null && !view.expiresAt().isAfter(now)) {
            return EXPIRED;
        }
        return view.previousUntil() == null ? ACTIVE : ROTATED;
    }

    /** Class suffix in the style sheet. */
    public String tone() {
        return tone;
    }

    public boolean over() {
        return this == EXPIRED || this == REVOKED;
    }
}
