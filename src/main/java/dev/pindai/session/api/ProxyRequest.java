package dev.pindai.session.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A proxy as a caller gives it. */
@Schema(name = "Proxy")
public record ProxyRequest(
        @Schema(description = "`http`, `https` (TLS to the proxy) or `socks5`; without a port 80, 443 or 1080. A login may stand in "
                + "it, as in `http://user:password@host:port`", examples = "socks5://proxy.example.com:1080") @NotBlank @Size(max = 2500) String server,
        @Schema(description = "Left out for a proxy without a login", nullable = true) @Size(max = 255) String username,
        @Schema(description = "Is stored, and never given out again", nullable = true, writeOnly = true) @Size(max = 1024) String password) {

    /** The login never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "ProxyRequest[]";
    }
}
