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

import com.fasterxml.jackson.databind.ObjectMapper;

/** Keeps the links on disk in one file that is always whole: written beside, forced to disk, then renamed over the old one. */
class DeviceStore {

    private final Path file;
    private final ObjectMapper json;

    DeviceStore(Path directory, ObjectMapper json) {
        this.file = directory.resolve("phones.json");
        this.json = json;
    }

    List<LinkedDevice> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return json.readValue(file.toFile(), Content.class).devices();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the sandbox's phones in " + file
                    + ": remove the file to start without any", e);
        }
    }

    /** Returns when the links are on disk. */
    void write(List<LinkedDevice> devices) {
        var next = file.resolveSibling("phones.json.new");
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(json.writeValueAsBytes(new Content(devices)));
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

    /** What stands in the file. */
    @io.quarkus.runtime.annotations.RegisterForReflection
    record Content(List<LinkedDevice> devices) {
    }
}
