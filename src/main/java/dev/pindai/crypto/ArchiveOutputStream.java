package dev.pindai.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an archive that only a passphrase opens. Whoever closes it has written a whole one; one that was not closed is seen to
 * be cut off.
 */
public final class ArchiveOutputStream extends OutputStream {

    private final OutputStream to;
    private final ArchiveCipher cipher;
    private final byte[] piece = new byte[ArchiveCipher.PIECE];
    private int filled;
    private boolean closed;

    /** Derives the key, which takes about a second of a processor. */
    public ArchiveOutputStream(OutputStream to, char[] passphrase) throws IOException {
        this(to, passphrase, ArchiveHeader.ITERATIONS);
    }

    ArchiveOutputStream(OutputStream to, char[] passphrase, int iterations) throws IOException {
        this.to = to;
        var opened = ArchiveHeader.create(iterations).open(passphrase);
        to.write(opened.bytes());
        cipher = new ArchiveCipher(opened.key());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] { (byte) one }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            if (filled == piece.length) {
                // Not sooner: the last one has to be known as the last.
                to.write(cipher.encrypt(piece, filled, false));
                filled = 0;
            }
            int taken = Math.min(piece.length - filled, offset + length - at);
            System.arraycopy(bytes, at, piece, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (to) {
                to.write(cipher.encrypt(piece, filled, true));
            }
        }
    }
}
