package dev.pindai.event.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.UUID;
import java.util.zip.CRC32;

import dev.pindai.event.Snapshot;

/** The bytes of a {@link Cursor}: numbers take as few as they need, and a sum at the end tells what was cut or changed. */
final class CursorBytes {

    private static final int SUM = Short.BYTES;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private CursorBytes() {
    }

    /** Puts bytes together. */
    static final class Writer {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer number(long number) {
            var left = number;
            for (; left > SEVEN_BITS; left >>>= 7) {
                bytes.write((int) (left & SEVEN_BITS) | MORE);
            }
            bytes.write((int) left);
            return this;
        }

        Writer id(UUID id) {
            bytes.writeBytes(ByteBuffer.allocate(2 * Long.BYTES).putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits()).array());
            return this;
        }

        /** Numbers close to one another are told by how far they are apart. */
        Writer snapshot(Snapshot moment) {
            number(moment.next()).number(moment.running().size());
            var above = moment.next();
            for (var tx : moment.running().reversed()) {
                number(above - tx);
                above = tx;
            }
            return this;
        }

        byte[] sealed() {
            var content = bytes.toByteArray();
            return ByteBuffer.allocate(content.length + SUM).put(content).putShort(sum(content)).array();
        }
    }

    /** Takes them apart again; throws a runtime exception where they are none of ours. */
    record Reader(ByteBuffer bytes) {

        long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                var next = bytes.get();
                number |= (long) (next & SEVEN_BITS) << shift;
                if ((next & MORE) == 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("A number without an end");
        }

        UUID id() {
            return new UUID(bytes.getLong(), bytes.getLong());
        }

        Snapshot snapshot() {
            var next = number();
            var running = new ArrayList<Long>();
            var above = next;
            for (long left = number(); left > 0; left--) {
                above -= number();
                running.addFirst(above);
            }
            return new Snapshot(next, running);
        }
    }

    static Reader unsealed(byte[] sealed) {
        var content = ByteBuffer.wrap(sealed, 0, sealed.length - SUM).slice();
        var bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        if (ByteBuffer.wrap(sealed).getShort(bytes.length) != sum(bytes)) {
            throw new IllegalArgumentException("The sum is wrong");
        }
        return new Reader(content);
    }

    private static short sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return (short) sum.getValue();
    }
}
