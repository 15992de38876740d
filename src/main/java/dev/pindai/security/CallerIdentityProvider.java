package dev.pindai.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import io.smallrye.mutiny.Uni;

/** Turns what a request shows into the identity of its {@link Caller}, with the caller's scopes as roles. */
@ApplicationScoped
class CallerIdentityProvider implements IdentityProvider<Credential> {

    /** Attribute of the identity: the {@link Credential.Source} it came by. */
    static final String SOURCE = "pindai.credential-source";
    /** Attribute of the identity: {@link Credential#name}. */
    static final String CREDENTIAL = "pindai.credential";

    private final KeyHolders holders;
    private final WebSessions webSessions;
    private final Tickets tickets;

    CallerIdentityProvider(KeyHolders holders, WebSessions webSessions, Tickets tickets) {
        this.holders = holders;
        this.webSessions = webSessions;
        this.tickets = tickets;
    }

    @Override
    public Class<Credential> getRequestType() {
        return Credential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential credential, AuthenticationRequestContext context) {
        var known = recall(credential);
        return known.isPresent() || credential.source() != Credential.Source.HEADER
                ? Uni.createFrom().item(() -> identity(credential, known))
                : context.runBlocking(() -> identity(credential, holders.find(credential.value(), credential.address())));
    }

    private Optional<Caller> recall(Credential credential) {
        return switch (credential.source()) {
            case HEADER -> holders.recall(credential.value(), credential.address());
            case COOKIE -> webSessions.isOpen(credential.value()) ? Optional.of(KeyHolders.ADMIN) : Optional.empty();
            case TICKET -> tickets.redeem(credential.value());
        };
    }

    private static SecurityIdentity identity(Credential credential, Optional<Caller> found) {
        var caller = found.orElseThrow(AuthenticationFailedException::new);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(caller.roles())
                .addAttribute(Caller.ATTRIBUTE, caller)
                .addAttribute(SOURCE, credential.source())
                .addAttribute(CREDENTIAL, credential.name())
                .build();
    }
}
