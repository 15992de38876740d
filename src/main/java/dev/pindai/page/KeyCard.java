package dev.pindai.page;

import java.time.Instant;
import java.util.List;

import dev.pindai.security.Scope;
import dev.pindai.security.key.KeyView;

import io.quarkus.qute.TemplateData;

/**
 * A key as the page shows it.
 *
 * @param sessions ids, or empty for all
 * @param addresses ranges, or empty for all
 * @param expiresAt null for one that lasts
 * @param lastUsedAt null for one that was never used
 */
@TemplateData
public record KeyCard(String id, String name, String prefix, String tenant, KeyLook look, List<String> scopes,
        List<String> sessions, List<String> addresses, Instant createdAt, Instant expiresAt, Instant lastUsedAt) {

    static KeyCard of(KeyView view, Instant now) {
        return new KeyCard(view.id().toString(), view.name(), view.prefix(), view.tenant(), KeyLook.of(view, now),
                view.scopes().stream().map(Scope::role).toList(), some(view.sessions()), some(view.addresses()),
                view.createdAt(), view.expiresAt(), view.lastUsedAt());
    }

    private static List<String> some(List<String> names) {
        return names.equals(List.of("*")) ? List.of() : names;
    }
}
