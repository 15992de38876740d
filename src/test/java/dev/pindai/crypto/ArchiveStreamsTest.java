package dev.pindai.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive opens with its passphrase alone, and only whole and unchanged. */
class ArchiveStreamsTest {

    private static final char[] PASSPHRASE = "dua belas kata sandi é".toCharArray();
    private static final int FEW = 10_000;
    private static final int HEADER = 8 + 4 + 32 + 32;
    private static final int SEALED = ArchiveCipher.PIECE + ArchiveCipher.TAG;

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, ArchiveCipher.PIECE - 1, ArchiveCipher.PIECE, ArchiveCipher.PIECE + 1,
            3 * ArchiveCipher.PIECE })
    void whatWasWrittenIsRead(int size) throws IOException {
        var plain = bytes(size);
        var archive = write(plain);
        assertThat(read(archive, PASSPHRASE)).isEqualTo(plain);
        assertThat(read(archive, "dua belas kata sandi e\u0301".toCharArray())).as("typed in another way").isEqualTo(plain);
    }

    @Test
    void nothingOfItCanBeSeen() throws IOException {
        var archive = write("rahasia".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertThat(new String(archive, StandardCharsets.ISO_8859_1)).startsWith("PINDAI").doesNotContain("rahasia");
    }

    @Test
    void anotherPassphraseDoesNotOpenIt() throws IOException {
        var archive = write(bytes(100));
        assertThatThrownBy(() -> read(archive, "dua belas kata sandi f".toCharArray()))
                .isInstanceOf(WrongPassphraseException.class);
    }

    @Test
    void whereverItIsCutOffThatIsSeen() throws IOException {
        var archive = write(bytes(2 * ArchiveCipher.PIECE + 10));
        for (int length : new int[] { 0, 7, HEADER - 1, HEADER, HEADER + 5, HEADER + SEALED, HEADER + SEALED + 20,
                HEADER + 2 * SEALED, archive.length - 1 }) {
            assertThatThrownBy(() -> read(Arrays.copyOf(archive, length), PASSPHRASE)).as("cut off at %d", length)
                    .isInstanceOf(length > 8 && length < HEADER ? IOException.class : DamagedArchiveException.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(archive, archive.length + 1), PASSPHRASE)).as("more behind it")
                .isInstanceOf(DamagedArchiveException.class);
    }

    @Test
    void whateverIsChangedIsSeen() throws IOException {
        var archive = write(bytes(2 * ArchiveCipher.PIECE));
        for (int at : new int[] { 0, HEADER, HEADER + 100, HEADER + SEALED + 3, archive.length - 1 }) {
            var changed = archive.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> read(changed, PASSPHRASE)).as("changed at %d", at)
                    .isInstanceOf(DamagedArchiveException.class);
        }
        var salted = archive.clone();
        salted[20] ^= 1;
        assertThatThrownBy(() -> read(salted, PASSPHRASE)).isInstanceOf(WrongPassphraseException.class);
    }

    /** The last one aside: that it is the last is said in it. */
    @Test
    void piecesInAnotherOrderOrLeftOutAreSeen() throws IOException {
        var archive = write(bytes(3 * ArchiveCipher.PIECE));
        var swapped = archive.clone();
        System.arraycopy(archive, HEADER, swapped, HEADER + SEALED, SEALED);
        System.arraycopy(archive, HEADER + SEALED, swapped, HEADER, SEALED);
        assertThatThrownBy(() -> read(swapped, PASSPHRASE)).isInstanceOf(DamagedArchiveException.class);
        var shorter = Arrays.copyOf(archive, archive.length - SEALED);
        System.arraycopy(archive, HEADER + SEALED, shorter, HEADER, 2 * SEALED);
        assertThatThrownBy(() -> read(shorter, PASSPHRASE)).isInstanceOf(DamagedArchiveException.class);
    }

    @Test
    void aPieceOfAnotherArchiveIsSeen() throws IOException {
        var plain = bytes(2 * ArchiveCipher.PIECE);
        var archive = write(plain);
        System.arraycopy(write(plain), HEADER, archive, HEADER, SEALED);
        assertThatThrownBy(() -> read(archive, PASSPHRASE)).isInstanceOf(DamagedArchiveException.class);
    }

    @Test
    void guessingAPassphraseIsDear() throws IOException {
        var to = new ByteArrayOutputStream();
        new ArchiveOutputStream(to, PASSPHRASE).close();
        assertThat(ByteBuffer.wrap(to.toByteArray()).getInt(8)).as("rounds").isGreaterThanOrEqualTo(600_000);
    }

    @Test
    void aHeaderCanNotKeepTheProcessorBusy() throws IOException {
        var archive = write(bytes(10));
        archive[8] = 0x7f;
        assertThatThrownBy(() -> read(archive, PASSPHRASE)).isInstanceOf(DamagedArchiveException.class);
    }

    private static byte[] write(byte[] plain) throws IOException {
        var to = new ByteArrayOutputStream();
        try (var archive = new ArchiveOutputStream(to, PASSPHRASE, FEW)) {
            archive.write(plain);
        }
        return to.toByteArray();
    }

    private static byte[] read(byte[] archive, char[] passphrase) throws IOException {
        try (var in = new ArchiveInputStream(new ByteArrayInputStream(archive), passphrase)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
