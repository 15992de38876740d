package dev.pindai.page;

import java.util.List;

import dev.pindai.security.Scope;

import io.quarkus.qute.TemplateData;

/**
 * What the form of a key offers.
 *
 * @param sessions the newest, as many as a person can look through
 * @param tenants whether another tenant may be named
 */
@TemplateData
@TemplateData(target = Scope.class)
public record KeyChoices(List<HookChoices.Choice> sessions, boolean tenants) {

    public List<Scope> scopes() {
        return List.of(Scope.values());
    }
}
