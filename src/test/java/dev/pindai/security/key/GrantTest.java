package dev.pindai.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.pindai.security.Scope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is more than what, of what keys grant. */
class GrantTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final Instant SOON = Instant.parse("2026-01-01T00:00:00Z");
    private static final Grant ADMIN = new Grant(Set.of(Scope.ADMIN), Set.of(), List.of(), null);
    private static final Grant LIMITED = new Grant(Set.of(Scope.READ, Scope.CONTROL), Set.of(ONE), ranges("10.0.0.0/8"), SOON);

    @ParameterizedTest
    @CsvSource({ "10.0.0.0/8, 10.255.1.2, true", "10.0.0.0/8, 11.0.0.1, false", "203.0.113.7, 203.0.113.7, true",
            "203.0.113.7, 203.0.113.8, false", "0.0.0.0/0, 8.8.8.8, true", "fd00::/8, fd12::1, true",
            "fd00::/8, fe80::1, false",
            "::/0, 10.0.0.1, false", "0.0.0.0/0, ::1, false", "::1, 0:0:0:0:0:0:0:1, true", "fe80::/10, fe80::1%eth0, true",
            "10.0.0.0/8, unknown, false", "0.0.0.0/0, '', false" })
    void anAddressLiesInARangeOfItsKind(String range, String address, boolean lies) {
        assertThat(AddressRange.parse(range).contains(address)).isEqualTo(lies);
    }

    @Test
    void allIsMoreThanSome() {
        assertThat(LIMITED.within(ADMIN)).isTrue();
        assertThat(LIMITED.within(LIMITED)).isTrue();
        assertThat(ADMIN.within(LIMITED)).isFalse();
        assertThat(new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.1.0.0/16", "10.2.3.4"), SOON.minusSeconds(1))
                .within(LIMITED)).isTrue();
        assertThat(Stream.of(
                new Grant(Set.of(Scope.WEBHOOKS), Set.of(ONE), ranges("10.0.0.1"), SOON),
                new Grant(Set.of(Scope.READ), Set.of(ONE, TWO), ranges("10.0.0.1"), SOON),
                new Grant(Set.of(Scope.READ), Set.of(), ranges("10.0.0.1"), SOON),
                new Grant(Set.of(Scope.READ), Set.of(ONE), List.of(), SOON),
                new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.0.0.0/7"), SOON),
                new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.0.0.1", "11.0.0.1"), SOON),
                new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.0.0.1"), SOON.plusSeconds(1)),
                new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.0.0.1"), null)))
                .allSatisfy(more -> assertThat(more.within(LIMITED)).as("%s", more).isFalse());
    }

    @Test
    void whatIsLeftOutIsLimitedAsItsMakerIs() {
        var asked = new Grant(Set.of(Scope.READ), Set.of(), List.of(), null);
        assertThat(asked.limitedAs(LIMITED)).isEqualTo(new Grant(Set.of(Scope.READ), Set.of(ONE), ranges("10.0.0.0/8"), SOON));
        assertThat(asked.limitedAs(ADMIN)).isEqualTo(asked);
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
