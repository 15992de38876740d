package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

import dev.pindai.event.webhook.net.HookResult;
import dev.pindai.event.webhook.net.HookResult.Trouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a delivery is tried again, and when it is dead. */
class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double MIDDLE = 0.5;

    @ParameterizedTest
    @CsvSource({ "CONSTANT, 2 2 2 2 2 2", "LINEAR, 2 4 6 8 10 10", "EXPONENTIAL, 2 4 8 10 10 10" })
    void pausesGrowAsThePolicySaysAndNotBeyondTheLongest(RetryPolicy policy, String seconds) {
        var retries = new Retries(policy, 100, 2, 10, 1000);
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(tries -> retries.pause(tries, MIDDLE).toSeconds() + "").toList())
                .containsExactly(seconds.split(" "));
    }

    @Test
    void exponentialPausesVaryByAFifthAndTheOthersDoNot() {
        assertThat(RetryPolicy.EXPONENTIAL.pause(Duration.ofSeconds(10), 1, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(RetryPolicy.EXPONENTIAL.pause(Duration.ofSeconds(10), 1, 0.999_999)).isBetween(Duration.ofMillis(11_990),
                Duration.ofSeconds(12));
        assertThat(RetryPolicy.EXPONENTIAL.pause(Duration.ofSeconds(1), 1000, 0)).isPositive();
        assertThat(RetryPolicy.LINEAR.pause(Duration.ofSeconds(10), 3, 0)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 204, 299 })
    void everyStatusOfSuccessIsOne(int status) {
        assertThat(of(answer(status, null), 1).status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = { 408, 425, 429, 500, 502, 503, 599 })
    void whatMayPassIsTriedAgain(int status) {
        var verdict = of(answer(status, null), 1);
        assertThat(verdict).isEqualTo(new Verdict(DeliveryStatus.PENDING, NOW.plusSeconds(2), DeliveryReason.HTTP_STATUS,
                "It answered " + status));
    }

    @ParameterizedTest
    @CsvSource({ "301, REDIRECT", "307, REDIRECT", "400, HTTP_STATUS", "401, HTTP_STATUS", "404, HTTP_STATUS", "410, GONE",
            "422, HTTP_STATUS" })
    void whatDoesNotPassIsDeadAtOnce(int status, DeliveryReason reason) {
        var verdict = of(answer(status, null), 1);
        assertThat(verdict.status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, mode = EnumSource.Mode.EXCLUDE, names = "ADDRESS_REFUSED")
    void silenceIsTriedAgain(Trouble trouble) {
        var verdict = of(new HookResult.Silence(trouble, "why", Duration.ZERO), 1);
        assertThat(verdict.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(verdict.reason().name()).isEqualTo(trouble.name());
    }

    @Test
    void anAddressThatIsRefusedIsNotTriedAgain() {
        assertThat(of(new HookResult.Silence(Trouble.ADDRESS_REFUSED, "why", Duration.ZERO), 1).status())
                .isEqualTo(DeliveryStatus.DEAD);
    }

    @Test
    void theLastTryAndTheEndOfTheTimeAreTheEnd() {
        assertThat(of(answer(503, null), 5).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(of(answer(503, null), 6).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(of(answer(503, null), 6).detail()).contains("try 6 of 6");
        assertThat(of(answer(503, null), 1, NOW.minusSeconds(98)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(of(answer(503, null), 1, NOW.minusSeconds(99)).status()).isEqualTo(DeliveryStatus.DEAD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "30 | 30", "1 | 2", "Mon, 23 Nov 2026 10:00:40 GMT | 40",
            "Mon, 23 Nov 2026 09:00:00 GMT | 2", "soon | 2", "-5 | 2", "9999999999999 | 2" })
    void aReceiverMayAskForMoreTimeInSecondsOrAsADate(String asked, long seconds) {
        assertThat(of(answer(429, asked), 1).nextAt()).isEqualTo(NOW.plusSeconds(seconds));
    }

    @Test
    void butNotForAnyTime() {
        var retries = new Retries(RetryPolicy.CONSTANT, 6, 2, 10, 100_000);
        var terms = new Verdict.Terms(retries, 1, NOW, HOUR, MIDDLE);
        assertThat(Verdict.of(answer(503, "86400"), terms, NOW).nextAt()).isEqualTo(NOW.plus(HOUR));
    }

    private static Verdict of(HookResult result, int tries) {
        return of(result, tries, NOW);
    }

    private static Verdict of(HookResult result, int tries, Instant queuedAt) {
        var retries = new Retries(RetryPolicy.CONSTANT, 6, 2, 10, 100);
        return Verdict.of(result, new Verdict.Terms(retries, tries, queuedAt, HOUR, MIDDLE), NOW);
    }

    private static HookResult answer(int status, String retryAfter) {
        return new HookResult.Answer(status, retryAfter == null ? Map.of() : Map.of("retry-after", retryAfter), "",
                Duration.ZERO);
    }
}
