package dev.pindai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Links survive the process that made them. */
class PhonesTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @TempDir
    Path directory;

    @Test
    void aLinkIsThereAfterReopening() {
        var device = link(open(), "+62 811-000-111", "Budi");

        assertThat(open().byToken(device.token())).contains(device);
        assertThat(device.wid()).isEqualTo("62811000111@c.us");
        assertThat(device.phoneNumber()).isEqualTo("+62811000111");
    }

    @Test
    void anUnlinkedOneIsNot() {
        var phones = open();
        var kept = link(phones, null, null);
        var ended = link(phones, null, null);
        phones.unlink(ended::equals);

        assertThat(open().all()).containsExactly(kept);
    }

    @Test
    void theSameNumberIsTheSameAccountWithOneMoreDevice() {
        var phones = open();
        var first = link(phones, "62811000222", "Sari");
        var second = link(open(), "+62811000222", null);

        assertThat(second.wid()).isEqualTo(first.wid());
        assertThat(second.device()).isEqualTo(2);
        assertThat(second.pushName()).isEqualTo("Sari");
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void aWriteThatWasCutOffChangesNothing() throws Exception {
        var device = link(open(), null, null);
        Files.writeString(directory.resolve("phones.json.new"), "{\"devices\":[{\"wid\":");

        assertThat(open().all()).containsExactly(device);
        assertThat(link(open(), null, null)).isIn(open().all());
    }

    @Test
    void aDamagedFileIsToldOfAndNotOverwritten() throws Exception {
        var file = directory.resolve("phones.json");
        Files.writeString(file, "not json");

        assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining(file.toString());
        assertThat(file).hasContent("not json");
    }

    private static LinkedDevice link(Phones phones, String phoneNumber, String pushName) {
        return phones.link(phones.owner(phoneNumber, pushName));
    }

    private Phones open() {
        return new Phones(new DeviceStore(directory, json), clock);
    }
}
