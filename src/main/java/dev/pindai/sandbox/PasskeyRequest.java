package dev.pindai.sandbox;

import java.net.URI;

/**
 * What a page was told to ask a passkey for.
 *
 * @param wid the account that scanned
 * @param challenge base64url
 * @param origin the page's, such as {@code http://localhost:8080}
 */
record PasskeyRequest(String wid, String challenge, String origin) {

    static final int FLAG_USER_PRESENT = 0x01;
    static final int FLAG_USER_VERIFIED = 0x04;

    /** Whom the passkey is for: the page's host, as on the page itself. */
    String rpId() {
        return URI.create(origin).getHost();
    }
}
