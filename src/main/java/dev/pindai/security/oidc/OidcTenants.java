package dev.pindai.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Hands Quarkus' OpenID Connect what it needs at the one address where people sign in by it. Everywhere else, and where it is
 * switched off, there is nothing for it to do; the server is asked for the first time when somebody comes.
 */
@ApplicationScoped
class OidcTenants implements TenantConfigResolver {

    private static final String ID = "pindai";
    private static final String NO_ROLES = "pindai_no_roles";

    private final OidcTenantConfig config;

    OidcTenants(OidcSettings settings, OidcConfig advanced) {
        this.config = settings.enabled() ? config(settings, advanced) : null;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return config != null && OidcDoor.isAt(context) ? Uni.createFrom().item(config) : Uni.createFrom().nullItem();
    }

    private static OidcTenantConfig config(OidcSettings settings, OidcConfig advanced) {
        var builder = OidcTenantConfig.builder(OidcConfig.getDefaultTenant(advanced)).tenantId(ID).tenantEnabled(true)
                .applicationType(ApplicationType.WEB_APP)
                .authServerUrl(settings.issuer().orElseThrow(() -> missing("issuer")))
                .clientId(settings.clientId().orElseThrow(() -> missing("client-id")));
        settings.clientSecret().ifPresent(builder::credentials);
        // What a token calls a role is none of ours, see OidcPeople.
        builder.roles(Source.idtoken, NO_ROLES);
        return builder.authentication()
                .scopes(settings.ask())
                .pkceRequired(true)
                .redirectPath(OidcDoor.PATH)
                // The token is needed once: what comes after is a sign-in of ours.
                .cookiePath(OidcDoor.PATH)
                .errorPath("/login")
                .restorePathAfterRedirect(true)
                .end().build();
    }

    private static IllegalStateException missing(String key) {
        return new IllegalStateException("pindai.oidc.enabled is true, but pindai.oidc." + key + " is not set");
    }
}
