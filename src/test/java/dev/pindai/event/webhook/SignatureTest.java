package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;

/** What a receiver checks. */
class SignatureTest {

    private static final Instant AT = Instant.ofEpochMilli(1_741_249_702_485L);

    /** The test vector that WAHA publishes for those who write receivers. */
    @Test
    void theBodyIsSignedAsReceiversOfWahaKnowIt() {
        var headers = Signature.headers("my-secret-key", AT,
                "{\"event\":\"message\",\"session\":\"default\",\"engine\":\"WEBJS\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(headers).containsEntry("X-Webhook-Hmac",
                "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8"
                        + "097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89")
                .containsEntry("X-Webhook-Hmac-Algorithm", "sha512").containsEntry("X-Webhook-Timestamp", "1741249702485");
    }

    /** Computed with {@code printf '1741249702485.{"a":1}' | openssl dgst -sha256 -hmac my-secret-key}. */
    @Test
    void ourOwnSignatureIsOverTimeAndBody() {
        var body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signature.headers("my-secret-key", AT, body)).containsEntry("X-Pindai-Signature",
                "t=1741249702485,v1=56cf8c22500d44a5fed7a15db886ffa5408dfd92a63dcf9919b13d73a475cc75");
        assertThat(Signature.headers("my-secret-key", AT.plusMillis(1), body).get("X-Pindai-Signature"))
                .doesNotContain("56cf8c22500d44a5fed7a15db886ffa5408dfd92a63dcf9919b13d73a475cc75");
    }
}
