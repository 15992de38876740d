package dev.pindai.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pindai.security.Caller;
import dev.pindai.security.Scope;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What the claims of a token make of a person. */
class OidcPeopleTest {

    private static final Map<String, Object> ANA = Map.of("sub", "123", "email", "ana@example.com", "name", "Ana");

    @Test
    void withoutClaimsEverybodyIsOfTheDefaultTenantWithTheDefaultScopes() {
        var ana = people(Map.of("pindai.oidc.default-scopes", "read,control")).person(ANA);
        assertThat(ana.tenant()).isEqualTo(Caller.DEFAULT_TENANT);
        assertThat(ana.kind()).isEqualTo(Caller.Kind.PERSON);
        assertThat(ana.id()).isEqualTo("123");
        assertThat(ana.name()).isEqualTo("Ana");
        assertThat(ana.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.CONTROL);
    }

    @Test
    void nobodyMayAnythingUnlessItIsSaid() {
        assertThatThrownBy(() -> people(Map.of()).person(ANA)).hasMessageContaining("signed in as Ana")
                .hasMessageContaining("default-scopes");
        assertThatThrownBy(() -> people(Map.of("pindai.oidc.scopes-claim", "groups")).person(with("groups", List.of("x"))))
                .hasMessageContaining("'groups'");
    }

    @Test
    void aClaimNamesScopesOrWhatStandsForThem() {
        var people = people(Map.of("pindai.oidc.scopes-claim", "realm_access/roles", "pindai.oidc.roles.wa-operators",
                "read,control", "pindai.oidc.default-scopes", "read"));
        assertThat(people.person(with("realm_access", Map.of("roles", List.of("webhooks", "wa-operators", "x")))).scopes())
                .containsExactlyInAnyOrder(Scope.READ, Scope.CONTROL, Scope.WEBHOOKS);
        assertThat(people.person(with("realm_access", Map.of("roles", List.of("x")))).scopes()).containsExactly(Scope.READ);
        assertThat(people.person(with("realm_access", "nonsense")).scopes()).containsExactly(Scope.READ);
    }

    @Test
    void aClaimMayBeOneTextAndItsNameMayHoldSlashes() {
        var people = people(Map.of("pindai.oidc.scopes-claim", "https://example.com/scopes"));
        assertThat(people.person(with("https://example.com/scopes", "read send")).scopes())
                .containsExactlyInAnyOrder(Scope.READ, Scope.SEND);
    }

    @Test
    void whereAClaimNamesTheTenantItHasToNameOne() {
        var people = people(Map.of("pindai.oidc.tenant-claim", "org", "pindai.oidc.default-scopes", "read"));
        assertThat(people.person(with("org", "melati")).tenant()).isEqualTo("melati");
        for (var wrong : List.of(with("org", "Melati Jaya"), with("org", ""), ANA)) {
            assertThatThrownBy(() -> people.person(wrong)).hasMessageContaining("'org'").hasMessageContaining("no tenant");
        }
    }

    private static Map<String, Object> with(String claim, Object value) {
        var claims = new HashMap<>(ANA);
        claims.put(claim, value);
        return claims;
    }

    private static OidcPeople people(Map<String, String> settings) {
        return new OidcPeople(new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(OidcSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100)).build().getConfigMapping(OidcSettings.class));
    }
}
