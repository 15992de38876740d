package dev.pindai.crypto;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How secrets in the database are encrypted. */
@ConfigMapping(prefix = "pindai.encryption")
public interface EncryptionConfig {

    /**
     * The keys, each as {@code id:key} with the key as 32 bytes in base64. The first encrypts, all decrypt, so that one takes
     * the place of another while nothing is unreadable. Without any, one is generated into the file {@code encryption-key} of
     * the data directory; keys in that file decrypt in any case.
     */
    Optional<List<String>> keys();

    /** How often is looked for what another key than the first encrypted, to encrypt it anew; at the start in any case. */
    @WithDefault("1h")
    Duration interval();
}
