package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.pindai.event.webhook.net.HookResult;

import org.junit.jupiter.api.Test;

/** What stays of an answer. */
class KeptAnswerTest {

    @Test
    void whatAReceiverSendsBackOfOurHeadersIsTakenOut() {
        var kept = KeptAnswer.of(answer("{\"you sent\":\"Bearer s3cr3t-t0ken\",\"or\":\"s3cr3t-t0ken\"}"),
                List.of("Bearer s3cr3t-t0ken"), false);
        assertThat(kept.body()).isEqualTo("{\"you sent\":\"•••\",\"or\":\"•••\"}");
        assertThat(kept.headers()).containsOnlyKeys("content-type", "location");
    }

    @Test
    void ofAnAnswerToASecretNothingIsKeptThatCouldHoldIt() {
        var kept = KeptAnswer.of(answer("2@secret"), List.of(), true);
        assertThat(kept).isEqualTo(new KeptAnswer(200, Map.of(), null));
    }

    @Test
    void whatADatabaseCantTakeIsReplaced() {
        assertThat(KeptAnswer.of(answer("a\0b"), List.of(), false).body()).isEqualTo("a\uFFFDb");
        assertThat(Texts.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
    }

    private static HookResult.Answer answer(String body) {
        return new HookResult.Answer(200, Map.of("content-type", "text/plain", "set-cookie", "a=b", "location", "/x"), body,
                Duration.ZERO);
    }
}
