package dev.pindai.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The pieces of an archive, each encrypted by itself with AES-GCM. The nonce is made of the piece's number and of whether it is
 * the last, so that pieces can't be left out, doubled or put in another order, and the end can't be cut off.
 */
final class ArchiveCipher {

    /** Plain bytes of each piece but the last, which has at most as many and may have none. */
    static final int PIECE = 64 * 1024;
    static final int TAG = 16;

    private static final int NONCE = 12;

    private final SecretKey key;
    private long number;

    ArchiveCipher(SecretKey key) {
        this.key = key;
    }

    byte[] encrypt(byte[] plain, int length, boolean last) {
        try {
            return next(Cipher.ENCRYPT_MODE, last).doFinal(plain, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An archive can't be encrypted", e);
        }
    }

    /** @throws DamagedArchiveException if this is not what was written in this place */
    byte[] decrypt(byte[] piece, int length, boolean last) throws DamagedArchiveException {
        try {
            return next(Cipher.DECRYPT_MODE, last).doFinal(piece, 0, length);
        } catch (AEADBadTagException e) {
            throw new DamagedArchiveException("it was changed or cut off, after about " + (number - 1) * PIECE / 1024 + " KB");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An archive can't be decrypted", e);
        }
    }

    private Cipher next(int mode, boolean last) throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE).putLong(number++).put((byte) (last ? 1 : 0)).array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        return cipher;
    }
}
