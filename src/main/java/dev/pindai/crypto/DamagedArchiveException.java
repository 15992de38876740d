package dev.pindai.crypto;

import java.io.IOException;

/**
 * This is no archive of Pindai, or not all of it, or not as it was written; the message is the part of a sentence that says so.
 */
public final class DamagedArchiveException extends IOException {

    DamagedArchiveException(String how) {
        super(how);
    }
}
