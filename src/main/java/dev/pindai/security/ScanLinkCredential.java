package dev.pindai.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The token of a scan link, as its page shows it. */
final class ScanLinkCredential extends BaseAuthenticationRequest {

    private final String token;

    ScanLinkCredential(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
