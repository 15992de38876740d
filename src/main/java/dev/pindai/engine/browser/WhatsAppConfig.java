package dev.pindai.engine.browser;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Which page counts as WhatsApp Web. */
@ConfigMapping(prefix = "pindai.whatsapp")
public interface WhatsAppConfig {

    /**
     * The address pages are opened at. Without it the sandbox's page when that is on, else {@code https://web.whatsapp.com/}.
     * The origin holds the login: another origin means scanning again.
     */
    Optional<URI> url();
}
