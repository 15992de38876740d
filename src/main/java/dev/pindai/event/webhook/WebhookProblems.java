package dev.pindai.event.webhook;

import java.util.UUID;

import dev.pindai.shared.ProblemException;

/** The refusals of this feature, each with its stable code and the way to mend it. */
final class WebhookProblems {

    private WebhookProblems() {
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(404, "WEBHOOK_NOT_FOUND", "There is no webhook " + id + ". GET /api/webhooks lists them.");
    }

    static ProblemException deliveryNotFound(UUID id) {
        return new ProblemException(404, "DELIVERY_NOT_FOUND", "This webhook has no delivery " + id
                + ". Those that came to an end are forgotten after a while.");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(409, "TOO_MANY_WEBHOOKS",
                "There are " + most + " webhooks already. Delete one, or raise pindai.webhook.max-webhooks.");
    }

    static ProblemException tooManyOfTenant(int most) {
        return new ProblemException(409, "TOO_MANY_WEBHOOKS",
                "You have " + most + " webhooks already. Delete one, or have pindai.webhook.max-webhooks-per-tenant raised.");
    }

    static ProblemException badUrl(String why) {
        return new ProblemException(400, "INVALID_WEBHOOK_URL", "The url can't be used: " + why + ".");
    }

    static ProblemException addressRefused(String why) {
        return new ProblemException(400, "WEBHOOK_ADDRESS_REFUSED", why + ".");
    }

    static ProblemException badHeader(String why) {
        return new ProblemException(400, "INVALID_WEBHOOK_HEADER", "The headers can't be used: " + why + ".");
    }

    static ProblemException headersRequired() {
        return new ProblemException(400, "WEBHOOK_HEADERS_REQUIRED", "The url is of another scheme, host or port, where the "
                + "values of the headers do not go by themselves: send headers anew with it, each with its value instead of "
                + HookHeaders.MASK + ", or {} for none.");
    }

    static ProblemException unknownEvent(String name) {
        return new ProblemException(400, "UNKNOWN_EVENT",
                "There is no event '" + name + "'. Leave events out, or send [\"*\"], for all.");
    }

    static ProblemException badSession(String text) {
        return new ProblemException(400, "UNKNOWN_SESSION",
                "There is no session '" + text + "'. Leave sessions out, or send [\"*\"], for all.");
    }

    static ProblemException ownSession() {
        return new ProblemException(400, "VALIDATION_FAILED",
                "A webhook of a session hears of that session: leave its sessions out.");
    }

    static ProblemException disabled() {
        return new ProblemException(409, "WEBHOOK_DISABLED",
                "The webhook is disabled, so nothing is sent. Enable it; what waits is sent then.");
    }
}
