package dev.pindai.security;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import io.smallrye.mutiny.Uni;

/** Turns the right key, or a sign-in made with it, into the admin's identity. There is nobody else yet. */
@ApplicationScoped
class AdminIdentityProvider implements IdentityProvider<Credential> {

    /** Attribute of the identity: the {@link Credential.Source} it came by. */
    static final String SOURCE = "pindai.credential-source";
    /** Attribute of the identity: {@link Credential#name}. */
    static final String CREDENTIAL = "pindai.credential";

    static final Caller ADMIN = new Caller(Caller.DEFAULT_TENANT, Caller.Kind.ADMIN_KEY, "admin", "admin",
            Set.of(Scope.ADMIN), Set.of());

    private final AdminKey adminKey;
    private final WebSessions webSessions;

    AdminIdentityProvider(AdminKey adminKey, WebSessions webSessions) {
        this.adminKey = adminKey;
        this.webSessions = webSessions;
    }

    @Override
    public Class<Credential> getRequestType() {
        return Credential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential credential, AuthenticationRequestContext context) {
        var accepted = switch (credential.source()) {
            case HEADER -> adminKey.matches(credential.value());
            case COOKIE -> webSessions.isOpen(credential.value());
        };
        return accepted
                ? Uni.createFrom().item(admin(credential))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static SecurityIdentity admin(Credential credential) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("admin"))
                .addRole(Scope.ADMIN.role())
                .addAttribute(Caller.ATTRIBUTE, ADMIN)
                .addAttribute(SOURCE, credential.source())
                .addAttribute(CREDENTIAL, credential.name())
                .build();
    }
}
