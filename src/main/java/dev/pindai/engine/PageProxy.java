package dev.pindai.engine;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The proxy through which a page reaches WhatsApp.
 *
 * @param port 1–65535
 * @param username null where the proxy asks for no login
 * @param password null where there is none
 */
@RegisterForReflection
public record PageProxy(Scheme scheme, String host, int port, String username, String password) {

    /** How the proxy is spoken to. Stored as a part of a row, by its name. */
    @RegisterForReflection
    public enum Scheme {
        HTTP,
        HTTPS,
        SOCKS5
    }

    /** The password never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return scheme.name().toLowerCase(java.util.Locale.ROOT) + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + port;
    }
}
