package dev.pindai.security.oidc;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.pindai.security.Caller;
import dev.pindai.security.Scope;
import dev.pindai.shared.ProblemException;

/** Knows from the claims of a token who a person is, whose sessions they see, and what they may do. */
@Singleton
class OidcPeople {

    private static final Pattern TENANT = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
    private static final List<String> NAMES = List.of("preferred_username", "name", "email", "sub");
    private static final int NAME_LENGTH = 255;

    private final OidcSettings settings;

    OidcPeople(OidcSettings settings) {
        this.settings = settings;
    }

    /** Who comes, before it is known whose sessions they see and what they may do: nobody's, nothing. */
    Caller visitor(Map<String, Object> claims) {
        return new Caller(Caller.DEFAULT_TENANT, Caller.Kind.PERSON, id(claims), name(claims), Set.of(), Set.of());
    }

    /**
     * Whom these claims are about.
     *
     * @throws ProblemException 403 {@code NO_RIGHTS} for somebody who is known but may do nothing here
     */
    Caller person(Map<String, Object> claims) {
        var name = name(claims);
        var scopes = scopes(claims);
        if (scopes.isEmpty()) {
            throw noRights(name, settings.scopesClaim()
                    .map(claim -> "the claim '" + claim + "' of your token holds nothing that is a right here")
                    .orElse("pindai.oidc.default-scopes grants nothing"));
        }
        return new Caller(tenant(claims, name), Caller.Kind.PERSON, id(claims), name, scopes, Set.of());
    }

    private static String id(Map<String, Object> claims) {
        return claims.get("sub").toString();
    }

    private static String name(Map<String, Object> claims) {
        var name = NAMES.stream().map(claims::get).filter(Objects::nonNull).map(Object::toString)
                .filter(text -> !text.isBlank()).findFirst().orElseThrow();
        return name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }

    private String tenant(Map<String, Object> claims, String name) {
        return settings.tenantClaim().map(claim -> find(claims, claim).map(Object::toString)
                .filter(tenant -> TENANT.matcher(tenant).matches())
                .orElseThrow(() -> noRights(name, "the claim '" + claim + "' of your token names no tenant")))
                .orElse(Caller.DEFAULT_TENANT);
    }

    private Set<Scope> scopes(Map<String, Object> claims) {
        var granted = new HashSet<Scope>();
        settings.scopesClaim().flatMap(claim -> find(claims, claim)).stream().flatMap(OidcPeople::words)
                .forEach(word -> granted.addAll(settings.roles().getOrDefault(word, scope(word))));
        return granted.isEmpty() ? settings.defaultScopes().orElse(Set.of()) : granted;
    }

    private static Set<Scope> scope(String word) {
        return Stream.of(Scope.values()).filter(scope -> scope.role().equals(word)).findFirst().map(Set::of).orElse(Set.of());
    }

    /** A list, or one text with blanks between, as OAuth has it. */
    private static Stream<String> words(Object value) {
        return value instanceof Collection<?> list ? list.stream().map(Object::toString)
                : Stream.of(value.toString().strip().split("\\s+"));
    }

    /** First the claim that is called so, since names of claims may hold slashes; else the way inside. */
    private static Optional<Object> find(Map<String, Object> claims, String path) {
        var whole = claims.get(path);
        var slash = path.indexOf('/');
        if (whole != null || slash < 0) {
            return Optional.ofNullable(whole);
        }
        return claims.get(path.substring(0, slash)) instanceof Map<?, ?> inner ? find(named(inner), path.substring(slash + 1))
                : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Map<?, ?> json) {
        return (Map<String, Object>) json;
    }

    private static ProblemException noRights(String name, String why) {
        return new ProblemException(403, "NO_RIGHTS", "You are signed in as " + name + ", but may do nothing here: " + why
                + ". Ask whoever runs Pindai, or sign in with a key.");
    }
}
