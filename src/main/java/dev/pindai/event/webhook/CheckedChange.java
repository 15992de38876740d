package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of a webhook, of which all but the headers was checked: those depend on what is there.
 *
 * @param url null to leave it, as are the next two
 */
public record CheckedChange(WebhookChange wanted, HookUrl url, UUID[] sessions, String[] events) {

    boolean mends() {
        return wanted.mends();
    }

    /**
     * Writes it into the row; the secret that was made for it, if one was.
     *
     * @param codes whether whoever changes it may have QR strings and pairing codes
     */
    String applyTo(Webhook row, boolean codes, HookSecrets secrets, Instant now) {
        if (sessions != null && row.sessionId != null) {
            throw WebhookProblems.ownSession();
        }
        if (url != null) {
            // Whoever may change a webhook is not shown the values of its headers, so can't have them sent elsewhere either.
            if (!row.headers.isEmpty() && !row.isAt(url) && HookHeaders.keepsAny(wanted.headers())) {
                throw WebhookProblems.headersRequired();
            }
            row.goesTo(url);
            row.tellsCodes = codes;
        }
        row.sessions = sessions == null ? row.sessions : sessions;
        row.events = events == null ? row.events : events;
        row.headers = wanted.headers() == null ? row.headers
                : HookHeaders.read(wanted.headers(), row.headers,
                        (name, value) -> secrets.seal(row.id, name, value));
        row.retries = wanted.retries() == null ? row.retries : wanted.retries().over(row.retries);
        row.timeoutSeconds = wanted.timeoutSeconds() == null ? row.timeoutSeconds : wanted.timeoutSeconds();
        if (Boolean.TRUE.equals(wanted.enabled())) {
            row.enable();
        } else if (Boolean.FALSE.equals(wanted.enabled())) {
            row.disable(DisabledReason.PAUSED, null, now);
        }
        var made = Boolean.TRUE.equals(wanted.rotateSecret()) ? WebhookDraft.newSecret() : null;
        var given = made != null ? made : wanted.secret();
        row.secret = given == null ? row.secret : secrets.seal(row.id, given);
        return made;
    }

    @Override
    public String toString() {
        return "CheckedChange[]";
    }
}
