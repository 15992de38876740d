package dev.pindai.event.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A webhook that was checked and can be made. Checking may look a name up, which takes its time and so comes before any
 * transaction.
 *
 * @param generated whether the secret is one that nobody knows yet
 */
public record WebhookDraft(HookUrl url, UUID[] sessions, String[] events, String secret, boolean generated,
        Map<String, String> headers, boolean enabled, Retries retries, Integer timeoutSeconds) {

    private static final int SECRET_BYTES = 32;

    /** Long enough that nobody guesses it, and known for what it is where it is found. */
    static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "WebhookDraft[]";
    }
}
