package dev.pindai.link;

import java.time.Duration;
import java.util.UUID;

import dev.pindai.shared.ProblemException;

/** The refusals of scan links, each with its stable code and the way to mend it. */
final class ScanLinkProblems {

    private ScanLinkProblems() {
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(404, "SCAN_LINK_NOT_FOUND",
                "This session has no scan link " + id + ". GET …/scan-links lists them.");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(409, "TOO_MANY_SCAN_LINKS",
                "This session has " + most + " open links already. Revoke one, or raise pindai.link.max-open.");
    }

    static ProblemException tooLong(Duration most) {
        return new ProblemException(400, "EXPIRY_TOO_LONG", "expiresIn is at most " + most.toSeconds()
                + " seconds. Choose less, or raise pindai.link.max-lifetime.");
    }

    static ProblemException badReturnUrl() {
        return new ProblemException(400, "RETURN_URL_NOT_ALLOWED",
                "returnUrl must be a whole address that begins with https:// or http://, without a login in it.");
    }

    static ProblemException returnNotAllowed(WebOrigin origin) {
        return new ProblemException(400, "RETURN_URL_NOT_ALLOWED", "returnUrl leads to " + origin
                + ", where scan links may not send people: add that origin to pindai.link.return-origins.");
    }

    static ProblemException noLink() {
        return new ProblemException(403, "SCAN_LINK_REQUIRED", "This is for the page of a scan link: send the link's token in "
                + "the header X-Scan-Link. With a key, use the calls below /api/sessions.");
    }

    static ProblemException noRoom(Duration retryAfter) {
        return new ProblemException(503, "CAPACITY", "There is no room at this moment. Try again in a minute.", retryAfter);
    }

    static ProblemException exhausted() {
        return new ProblemException(429, "SCAN_LINK_LIMIT",
                "This link was tried too often. Ask whoever sent it for a new one.");
    }
}
