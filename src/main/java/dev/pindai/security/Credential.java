package dev.pindai.security;

import java.util.HexFormat;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request shows to be let in, and where it was: a browser sends a cookie by itself, the others only on purpose. */
final class Credential extends BaseAuthenticationRequest {

    /** Where the credential was in the request; kept as an attribute of the identity. */
    enum Source {
        HEADER,
        COOKIE,
        /** In the address of a socket; of no more use than this once, see {@link Tickets}. */
        TICKET
    }

    private final Source source;
    private final String value;
    private final String address;

    /** @param address from where the request came, as an IP address */
    Credential(Source source, String value, String address) {
        this.source = source;
        this.value = value;
        this.address = address;
    }

    Source source() {
        return source;
    }

    String value() {
        return value;
    }

    String address() {
        return address;
    }

    /** Tells this credential from others without telling it to anybody. */
    String name() {
        return source + " " + HexFormat.of().formatHex(Tokens.sha256(value));
    }
}
