package dev.pindai.page;

import java.util.List;

import dev.pindai.security.Scope;

/**
 * What the form of a key offers.
 *
 * @param sessions the newest, as many as a person can look through
 * @param tenants whether another tenant may be named
 */
public record KeyChoices(List<HookChoices.Choice> sessions, boolean tenants) {

    public List<Scope> scopes() {
        return List.of(Scope.values());
    }
}
