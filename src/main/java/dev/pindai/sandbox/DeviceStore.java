package dev.pindai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Keeps links and passkeys on disk in files that are always whole: written beside, forced to disk, then renamed. */
class DeviceStore {

    private final Path file;
    private final Path passkeyFile;
    private final ObjectMapper json;

    DeviceStore(Path directory, ObjectMapper json) {
        this.file = directory.resolve("phones.json");
        this.passkeyFile = directory.resolve("passkeys.json");
        this.json = json;
    }

    List<LinkedDevice> read() {
        return read(file, Content.class, new Content(List.of())).devices();
    }

    /** Returns when the links are on disk. */
    void write(List<LinkedDevice> devices) {
        write(file, new Content(devices));
    }

    List<Passkey> readPasskeys() {
        return read(passkeyFile, Keys.class, new Keys(List.of())).passkeys();
    }

    /** Returns when the passkeys are on disk. */
    void writePasskeys(List<Passkey> passkeys) {
        write(passkeyFile, new Keys(passkeys));
    }

    private <T> T read(Path file, Class<T> type, T nothing) {
        if (!Files.exists(file)) {
            return nothing;
        }
        try {
            return json.readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the sandbox's phones in " + file
                    + ": remove the file to start without any", e);
        }
    }

    private void write(Path file, Object content) {
        var next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(json.writeValueAsBytes(content));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // The new name is on disk only when the directory is.
            try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the sandbox's phones to " + file, e);
        }
    }

    /** What stands in the file of the links. */
    @RegisterForReflection
    record Content(List<LinkedDevice> devices) {
    }

    /** What stands in the file of the passkeys. */
    @RegisterForReflection
    record Keys(List<Passkey> passkeys) {
    }
}
