package dev.pindai.page;

import java.time.Instant;

import dev.pindai.security.Caller;
import dev.pindai.security.signin.SignInView;

import io.quarkus.qute.TemplateData;

/**
 * Somebody who is signed in, as the page shows them.
 *
 * @param tenant null for a visitor who sees one tenant only
 * @param agent what their browser calls itself, or null
 * @param lastUsedAt to the minute
 * @param current whether it is the visitor's own
 */
@TemplateData
public record SignInCard(String id, String name, Caller.Kind kind, String tenant, String address, String agent, Instant since,
        Instant lastUsedAt, Instant endsAt, boolean current) {

    static SignInCard of(SignInView view, boolean severalTenants) {
        return new SignInCard(view.id().toString(), view.name(), view.kind(), severalTenants ? view.tenant() : null,
                view.address(), view.agent(), view.createdAt(), view.lastUsedAt(), view.endsAt(), view.current());
    }

    /** Whether another server vouched for them; else they showed a key. */
    public boolean person() {
        return kind == Caller.Kind.PERSON;
    }

    /** Whether they showed the key of the configuration. */
    public boolean admin() {
        return kind == Caller.Kind.ADMIN_KEY;
    }
}
