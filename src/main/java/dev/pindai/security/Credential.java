package dev.pindai.security;

import java.util.HexFormat;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request shows to be let in, and where it was: a browser sends a cookie by itself, a header only on purpose. */
final class Credential extends BaseAuthenticationRequest {

    /** Where the credential was in the request; kept as an attribute of the identity. */
    enum Source {
        HEADER,
        COOKIE
    }

    private final Source source;
    private final String value;

    Credential(Source source, String value) {
        this.source = source;
        this.value = value;
    }

    Source source() {
        return source;
    }

    String value() {
        return value;
    }

    /** Tells this credential from others without telling it to anybody. */
    String name() {
        return source + " " + HexFormat.of().formatHex(AdminKey.sha256(value));
    }
}
