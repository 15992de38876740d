package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

/** A page's requests for passkeys, as the page and as Pindai see them, in a real Chromium. */
@Timeout(240)
class PasskeyRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREDENTIAL = """
            {"id":"AQI","rawId":"AQI","type":"public-key","authenticatorAttachment":"platform",\
            "clientExtensionResults":{"appid":true},\
            "response":{"clientDataJSON":"e30","authenticatorData":"_w","signature":"BQ"}}""";

    @Test
    void aPageGetsForItsRequestsWhatABrowserWouldGiveIt() throws IOException {
        PageRef page = EngineFixture.newPage();
        try (TestSite site = new TestSite(); EngineFixture fixture = new EngineFixture(site.at("/passkeys"), Map.of())) {
            assertThat(fixture.engine.origin()).isEqualTo(site.at("").toString());
            fixture.engine.open(page);

            await().atMost(EngineFixture.SOON).until(() -> site.said().size() == 6
                    && fixture.of(page, PageSignal.PasskeyRequested.class).size() == 4
                    && fixture.of(page, PageSignal.PasskeyWithdrawn.class).size() == 2);

            assertThat(site.said()).containsExactly("form AbortError", "elsewhere SecurityError", "aborted AbortError",
                    "late NotAllowedError", "left AbortError", "first NotAllowedError");
            var asked = fixture.of(page, PageSignal.PasskeyRequested.class);
            assertThat(asked).as("only demands are told").hasSize(4).extracting(PageSignal.PasskeyRequested::timeout)
                    .containsExactly(Duration.ofMillis(400), null, null, Duration.ofDays(1));
            assertThat(fixture.of(page, PageSignal.PasskeyWithdrawn.class)).extracting(PageSignal.PasskeyWithdrawn::expired)
                    .containsExactly(true, false);
            assertThat(JSON.readTree(asked.getLast().options())).isEqualTo(JSON.readTree("""
                    {"challenge":"-_8","rpId":"localhost","timeout":4294967295,"userVerification":"preferred",
                     "allowCredentials":[{"type":"public-key","id":"AQI"}],"extensions":{"prf":{"eval":{"first":"Aw"}}}}"""));

            assertThat(fixture.engine.answerPasskey(page, CREDENTIAL)).succeedsWithin(Duration.ofSeconds(10));
            await().atMost(EngineFixture.SOON).until(() -> site.said().size() == 8);
            assertThat(site.said().get(6)).isEqualTo("credential true [object PublicKeyCredential] AQI 1,2 public-key platform "
                    + "{\"appid\":true} 0 true 123,125 255 5 ");
            assertThat(site.said().get(7)).isEqualTo("json " + CREDENTIAL);
            assertThat(fixture.engine.answerPasskey(page, CREDENTIAL)).failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat().havingCause().isInstanceOf(PageCallException.class)
                    .withMessageContaining("no passkey");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "{}", "[]", "7", "{\"challenge\":\"\"}", "{\"challenge\":\"a+b\"}", "{\"challenge\":7}" })
    void whatCouldNotBeAnsweredIsNoRequest(String options) {
        assertThat(read(options)).isNull();
    }

    @Test
    void whatIsAskedFitsIntoADatabase() {
        var read = read("{\"challenge\":\"YQ\",\"hints\":[\"a\\u0000b\",\"\\ud83d\"],\"timeout\":-1,\"deep\":"
                + "[".repeat(500) + "]".repeat(500) + "}");
        assertThat(read.options()).contains("\"ab\"").doesNotContain("\\u0000", "\ud83d").hasSizeLessThan(200);
        assertThat(read.timeout()).isNull();
        assertThat(read("{\"challenge\":\"YQ\",\"more\":\"" + "x".repeat(100_000) + "\"}")).isNull();
    }

    private static PageMessage.Passkey read(String options) {
        return PageMessages.read("{\"document\":\"d\",\"type\":\"passkey\",\"options\":" + options + "}")
                .map(said -> (PageMessage.Passkey) said.message()).orElse(null);
    }
}
