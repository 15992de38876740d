package dev.pindai.session.api;

import java.util.List;
import java.util.Locale;

import jakarta.inject.Singleton;

import dev.pindai.event.webhook.WebhookChecks;
import dev.pindai.event.webhook.WebhookDraft;
import dev.pindai.event.webhook.Webhooks;
import dev.pindai.security.Roles;
import dev.pindai.security.Scope;
import dev.pindai.security.ScopeProblems;
import dev.pindai.session.SessionProxies;
import dev.pindai.session.SessionView;
import dev.pindai.session.Sessions;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;

/** Makes a session together with its proxy and its webhooks: all of them, or nothing. */
@Singleton
class SessionCreation {

    private final Sessions sessions;
    private final SessionProxies proxies;
    private final WebhookChecks checks;
    private final Webhooks webhooks;
    private final SecurityIdentity identity;

    SessionCreation(Sessions sessions, SessionProxies proxies, WebhookChecks checks, Webhooks webhooks,
            SecurityIdentity identity) {
        this.identity = identity;
        this.sessions = sessions;
        this.proxies = proxies;
        this.checks = checks;
        this.webhooks = webhooks;
    }

    /** @throws dev.pindai.shared.ProblemException 403 {@code SCOPE_MISSING} if webhooks are wanted by who may make none */
    CreatedSession create(NewSession wanted, Locale language) {
        if (wanted.webhooks() != null && !wanted.webhooks().isEmpty() && !identity.hasRole(Roles.WEBHOOKS)) {
            throw ScopeProblems.missing(Scope.WEBHOOKS);
        }
        // Looks names up, which no transaction should wait for.
        var drafts = wanted.webhooks() == null ? List.<WebhookDraft> of()
                : wanted.webhooks().stream().map(checks::checkOwned).toList();
        return QuarkusTransaction.requiringNew().call(() -> {
            var session = session(wanted, language);
            return new CreatedSession(session,
                    drafts.stream().map(draft -> webhooks.createFor(session.id(), draft)).toList());
        });
    }

    private SessionView session(NewSession wanted, Locale language) {
        var proxy = wanted.proxy();
        return proxy == null ? sessions.create(wanted.name(), wanted.metadata(), language)
                : proxies.create(wanted.name(), wanted.metadata(), proxy.server(), proxy.username(), proxy.password(),
                        language);
    }
}
