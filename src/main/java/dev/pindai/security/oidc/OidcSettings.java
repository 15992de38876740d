package dev.pindai.security.oidc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.pindai.security.Scope;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of signing in with an OpenID Connect server. What stands in {@code quarkus.oidc.*} counts, too. */
@ConfigMapping(prefix = "pindai.oidc")
public interface OidcSettings {

    /** Whether people may sign in so. If not, nothing of it is used, and nothing is asked of any server. */
    @WithDefault("false")
    boolean enabled();

    /** Address of the server, as its tokens name their issuer. */
    Optional<String> issuer();

    /** How the server calls Pindai. */
    Optional<String> clientId();

    /** What Pindai shows the server; empty for a public client. */
    Optional<String> clientSecret();

    /** What the button on the login page calls the server. */
    @WithDefault("single sign-on")
    String name();

    /** What is asked of the server besides {@code openid}, so that tokens hold the claims that are needed. */
    @WithDefault("profile,email")
    List<String> ask();

    /** Claim that names a person's tenant; everybody belongs to the default tenant without it. A slash leads inside. */
    Optional<String> tenantClaim();

    /** Claim that lists what a person may do, by the names of scopes or of {@link #roles}. A slash leads inside. */
    Optional<String> scopesClaim();

    /** What somebody may do for whom that claim says nothing, or is not there. */
    Optional<Set<Scope>> defaultScopes();

    /** What the values of that claim stand for, where they are not called as scopes are: groups, roles. */
    Map<String, Set<Scope>> roles();

    /** How long a sign-in lasts at most; until then nobody asks the server again. */
    @WithDefault("12h")
    Duration signInLifetime();

    /** Whether signing out leads to the server, which then asks whether to sign out there, too. */
    @WithDefault("true")
    boolean signOut();
}
