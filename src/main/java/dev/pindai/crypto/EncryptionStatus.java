package dev.pindai.crypto;

import java.util.Map;

/**
 * How the secrets in the database stand.
 *
 * @param key the id of the key that encrypts
 * @param unreadable how many columns of rows hold a secret that can't be read, by the id of the key that encrypted it
 */
public record EncryptionStatus(String key, Map<String, Integer> unreadable) {
}
