package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page is not trusted: whatever it says, it is a message we know or nothing. */
class PageMessagesTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "7", "[]", "{}", "{\"type\":\"beat\"}", "{\"document\":\"d\",\"type\":\"other\"}",
            "{\"document\":\"d\",\"type\":\"qr\"}", "{\"document\":\"d\",\"type\":\"qr\",\"code\":\"undefined,a,b,c\"}",
            "{\"document\":\"d\",\"type\":\"qr\",\"code\":\"r,undefined,b,c\"}", "{not json" })
    void nonsenseIsNothing(String text) {
        assertThat(PageMessages.read(text)).isEmpty();
    }

    @Test
    void somethingThatIsNoTextIsNothing() {
        assertThat(PageMessages.read(7)).isEmpty();
        assertThat(PageMessages.read(null)).isEmpty();
    }

    @Test
    void lifetimesAreMillisecondsUnlessTheyCanOnlyBeSeconds() {
        assertThat(qr("60000").ttl()).isEqualTo(Duration.ofSeconds(60));
        assertThat(qr("20").ttl()).isEqualTo(Duration.ofSeconds(20));
        assertThat(qr("null").ttl()).isNull();
    }

    @Test
    void aStateSaysOnlyWhatThePageSaid() {
        var said = PageMessages.read("{\"document\":\"d\",\"type\":\"state\",\"registered\":null,\"socket\":\"OPENING\"}");
        assertThat(said).hasValueSatisfying(one -> {
            assertThat(one.document()).isEqualTo("d");
            assertThat(one.message()).isEqualTo(new PageMessage.State(null, "OPENING", null, null, null));
        });
    }

    @Test
    void whatGoesToTheDatabaseFitsThere() {
        var said = PageMessages.read("{\"document\":\"d\",\"type\":\"state\",\"wid\":\"" + "1".repeat(100)
                + "\",\"pushName\":\"a\\u0000b\\ud83d" + "\uD83D\uDE00".repeat(300) + "\"}").orElseThrow();
        var state = (PageMessage.State) said.message();
        assertThat(state.wid()).hasSize(64);
        assertThat(state.pushName()).startsWith("ab").hasSizeLessThanOrEqualTo(200);
        assertThat(java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(state.pushName())).isTrue();

        var out = PageMessages.read("{\"document\":\"d\",\"type\":\"loggedOut\",\"reason\":\"" + "r".repeat(500) + "\"}");
        assertThat(((PageMessage.LoggedOut) out.orElseThrow().message()).reason()).hasSize(200);
    }

    @Test
    void aQrIsNotInTheText() {
        assertThat(qr("60000").toString()).doesNotContain("secret");
    }

    private static PageMessage.Qr qr(String ttl) {
        return (PageMessage.Qr) PageMessages
                .read("{\"document\":\"d\",\"type\":\"qr\",\"code\":\"r,n,i,secret\",\"ttl\":" + ttl + "}").orElseThrow()
                .message();
    }
}
