package dev.pindai.crypto;

import java.io.IOException;

/** The archive was made with another passphrase, or its first bytes were changed. */
public final class WrongPassphraseException extends IOException {

    WrongPassphraseException() {
        super("another passphrase opens it");
    }
}
