package dev.pindai.event.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.pindai.crypto.SealedColumn;
import dev.pindai.crypto.SecretBox;
import dev.pindai.crypto.SecretOwner;

/** Encrypts what a webhook's row holds of secrets, and decrypts it for a request: the secret, and the values of the headers. */
@Singleton
class HookSecrets implements SecretOwner {

    private static final SealedColumn SECRET = SealedColumn.text("webhook", "secret");
    private static final SealedColumn HEADERS = SealedColumn.values("webhook", "headers");

    private final SecretBox box;

    HookSecrets(SecretBox box) {
        this.box = box;
    }

    /** What a request takes. */
    record Opened(String secret, Map<String, String> headers) {

        /** Secrets never reach a log by way of {@code toString}. */
        @Override
        public String toString() {
            return "Opened[]";
        }
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(SECRET, HEADERS);
    }

    /** For the row of this webhook. */
    String seal(UUID webhook, String secret) {
        return box.seal(SECRET.place(webhook), secret);
    }

    /** The value of a header, for the row of this webhook. */
    String seal(UUID webhook, String header, String value) {
        return box.seal(HEADERS.place(webhook, header), value);
    }

    /** @throws dev.pindai.crypto.UnreadableSecretException if one of them can't be read */
    Opened open(Webhook webhook) {
        var headers = new LinkedHashMap<String, String>();
        webhook.headers.forEach((name, value) -> headers.put(name, box.open(HEADERS.place(webhook.id, name), value)));
        return new Opened(box.open(SECRET.place(webhook.id), webhook.secret), headers);
    }
}
