package dev.pindai.security.key;

import java.util.UUID;

import dev.pindai.shared.ProblemException;

/** The refusals of this feature, each with its stable code and the way to mend it. */
final class KeyProblems {

    private KeyProblems() {
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(404, "KEY_NOT_FOUND", "There is no key " + id + ". GET /api/keys lists them.");
    }

    static ProblemException otherTenant() {
        return new ProblemException(403, "TENANT_NOT_YOURS",
                "Only the admin key of the configuration may name another tenant. Leave tenant out for your own.");
    }

    static ProblemException exceedsYours() {
        return new ProblemException(403, "KEY_EXCEEDS_YOURS", "A key can't have more than the one that asks for it: no scope, "
                + "session or address besides, and no later end. Ask for less, or use a key that has it.");
    }

    static ProblemException over() {
        return new ProblemException(409, "KEY_ENDED", "This key was revoked or has expired. Create another one.");
    }

    static ProblemException badAddress(String text) {
        return new ProblemException(400, "INVALID_ADDRESS_RANGE",
                "'" + text + "' is no range of addresses: write it like 10.0.0.0/8, fd00::/8 or 203.0.113.7.");
    }

    static ProblemException unknownSession(String text) {
        return new ProblemException(400, "UNKNOWN_SESSION",
                "There is no session '" + text + "'. Leave sessions out, or send [\"*\"], for all.");
    }

    static ProblemException endsInThePast() {
        return new ProblemException(400, "VALIDATION_FAILED", "expiresAt is over already: give a moment to come, or leave it "
                + "out for a key that lasts.");
    }
}
