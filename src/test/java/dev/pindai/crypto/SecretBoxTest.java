package dev.pindai.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What a stored secret gives away, and to whom. */
class SecretBoxTest {

    private static final UUID ROW = new UUID(1, 2);
    private static final SecretPlace PLACE = SecretPlace.of("webhook", "secret", ROW);

    private final EncryptionKey old = EncryptionKey.generate();
    private final EncryptionKey young = EncryptionKey.generate();
    private final SecretBox before = box(old);

    @Test
    void whatIsStoredDoesNotHoldTheSecretAndIsNeverTheSame() {
        var stored = Stream.generate(() -> before.seal(PLACE, "rahasia")).limit(200).toList();
        assertThat(stored).allMatch(text -> text.startsWith("sealed:1:" + old.id() + ":"))
                .noneMatch(text -> text.contains("rahasia"));
        assertThat(new HashSet<>(stored)).as("nonces").hasSize(200);
        assertThat(stored).allSatisfy(text -> assertThat(before.open(PLACE, text)).isEqualTo("rahasia"));
    }

    @Test
    void aValueCanNotBeMovedToAnotherPlace() {
        var stored = before.seal(PLACE, "rahasia");
        for (var other : List.of(SecretPlace.of("webhook", "secret", new UUID(1, 3)), SecretPlace.of("webhook", "url", ROW),
                SecretPlace.of("session", "secret", ROW), new SecretPlace("webhook", "secret", ROW, "x"))) {
            assertThatThrownBy(() -> before.open(other, stored)).isInstanceOf(UnreadableSecretException.class)
                    .hasMessageContaining("changed or moved").hasMessageNotContaining("rahasia");
        }
    }

    @Test
    void aChangedValueIsNotRead() {
        var stored = before.seal(PLACE, "rahasia");
        int at = stored.length() - 5;
        var changed = stored.substring(0, at) + (stored.charAt(at) == 'A' ? 'B' : 'A') + stored.substring(at + 1);
        assertThatThrownBy(() -> before.open(PLACE, changed)).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void keysAreChangedWithoutATimeInWhichNothingCanBeRead() {
        var stored = before.seal(PLACE, "rahasia");
        var both = box(young, old);
        assertThat(both.open(PLACE, stored)).isEqualTo("rahasia");
        var renewed = both.renewed(PLACE, stored).orElseThrow();
        assertThat(both.renewed(PLACE, renewed)).as("nothing to do any more").isEmpty();
        assertThat(box(young).open(PLACE, renewed)).isEqualTo("rahasia");
        // Another process that has not heard of the new one as the first.
        assertThat(box(old, young).open(PLACE, renewed)).isEqualTo("rahasia");
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        var stored = before.seal(PLACE, "rahasia");
        assertThatThrownBy(() -> box(young).open(PLACE, stored)).isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("'" + old.id() + "'").hasMessageContaining("pindai.encryption.keys");
    }

    @Test
    void whatIsFromBeforeIsReadAsItIsAndSealedOnRenewal() {
        assertThat(before.open(PLACE, "whsec_plain")).isEqualTo("whsec_plain");
        assertThat(before.open(PLACE, null)).isNull();
        assertThat(before.seal(PLACE, null)).isNull();
        assertThat(before.open(PLACE, before.renewed(PLACE, "whsec_plain").orElseThrow())).isEqualTo("whsec_plain");
    }

    @Test
    void valuesOfAnObjectAreRenewedOneByOne() {
        var column = SealedColumn.values("session", "proxy", "username", "password");
        var renewed = column.renewed(ROW, "{\"host\":\"h\",\"username\":\"budi\",\"password\":null}", before).orElseThrow();
        assertThat(renewed).contains("\"host\":\"h\"", "\"password\":null").doesNotContain("budi");
        assertThat(column.renewed(ROW, renewed, before)).isEmpty();
        assertThat(
                SealedColumn.values("webhook", "headers")
                        .renewed(ROW, "{\"A\":\"value-number-one\",\"b\":\"value-number-two\"}", before).orElseThrow())
                .doesNotContain("value-number-one", "value-number-two");
    }

    private static SecretBox box(EncryptionKey... keys) {
        return new SecretBox(new EncryptionKeys(Arrays.asList(keys)));
    }
}
