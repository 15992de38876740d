package dev.pindai.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a key lets its owner do. Each is a role of the identity, by its name in lower case; see {@link Roles}. */
@RegisterForReflection
public enum Scope {
    /** See sessions, their events and what they take. */
    READ,
    /** Create, start, stop and delete sessions; link accounts: QR, pairing code, screenshot, diagnostics. */
    CONTROL,
    /** Send messages. */
    SEND,
    /** See and change webhooks and their deliveries. */
    WEBHOOKS,
    /** Everything of its tenant, keys and audit included. */
    ADMIN;

    /** Its name in the API, in the database and as a role. */
    @JsonValue
    public String role() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #role} writes, in any case. */
    @JsonCreator
    public static Scope of(String role) {
        return Arrays.stream(values()).filter(scope -> scope.name().equalsIgnoreCase(role)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a scope is one of "
                        + Arrays.stream(values()).map(Scope::role).collect(Collectors.joining(", "))));
    }
}
