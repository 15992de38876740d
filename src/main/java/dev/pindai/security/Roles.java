package dev.pindai.security;

/** The {@link Scope}s by the names that annotations take: {@code @RolesAllowed(Roles.CONTROL)}. */
public final class Roles {

    public static final String READ = "read";
    public static final String CONTROL = "control";
    public static final String SEND = "send";
    public static final String WEBHOOKS = "webhooks";
    public static final String ADMIN = "admin";

    private Roles() {
    }
}
