package dev.pindai.crypto;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what {@link ArchiveOutputStream} wrote. Gives out nothing that was not checked; its end is only the end if the whole
 * archive was read, else a {@link DamagedArchiveException} comes in its place.
 */
public final class ArchiveInputStream extends InputStream {

    private final BufferedInputStream from;
    private final ArchiveCipher cipher;
    private byte[] piece = new byte[0];
    private int at;
    private boolean last;

    /**
     * Derives the key, which takes about a second of a processor.
     *
     * @throws WrongPassphraseException if it is an archive of another passphrase
     */
    public ArchiveInputStream(InputStream from, char[] passphrase) throws IOException {
        this.from = new BufferedInputStream(from, ArchiveCipher.PIECE);
        cipher = new ArchiveCipher(ArchiveHeader.read(this.from, passphrase).key());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == piece.length) {
            if (last) {
                return -1;
            }
            next();
        }
        int given = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, given);
        at += given;
        return given;
    }

    private void next() throws IOException {
        var encrypted = from.readNBytes(ArchiveCipher.PIECE + ArchiveCipher.TAG);
        if (encrypted.length < ArchiveCipher.TAG) {
            throw new DamagedArchiveException("its end is missing");
        }
        from.mark(1);
        last = from.read() < 0;
        from.reset();
        piece = cipher.decrypt(encrypted, encrypted.length, last);
        at = 0;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
