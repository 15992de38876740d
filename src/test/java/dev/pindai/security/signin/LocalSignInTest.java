package dev.pindai.security.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in without a key in dev mode. */
class LocalSignInTest {

    @ParameterizedTest
    @CsvSource({ "localhost, true", "LOCALHOST:8080, true", "127.0.0.1:8080, true", "[::1]:8080, true", "[::1], true",
            "localhost.evil.example, false", "127.0.0.1.evil.example:8080, false", "evil.example, false",
            "localhost:80@evil.example, false", "10.0.0.1, false" })
    void onlyThisMachinesOwnNamesAreLocal(String host, boolean local) {
        assertThat(LocalSignIn.isLocal(host)).isEqualTo(local);
        assertThat(LocalSignIn.isLocal(null)).isFalse();
    }
}
