package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageGoneException;

import org.junit.jupiter.api.Test;

/** Every command ends: with an answer, an error, the document's end, or its deadline. */
class PageCallsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final PageCalls calls = new PageCalls();

    @Test
    void anAnswerReachesItsOwnCommand() {
        PageCalls.Call first = calls.begin(LONG);
        PageCalls.Call second = calls.begin(LONG);
        calls.settle(new PageMessage.Settled(second.id(), "ABCD1234", null));
        assertThat(second.answer()).isCompletedWithValue("ABCD1234");
        assertThat(first.answer()).isNotDone();
    }

    @Test
    void anErrorIsThePagesOwnSentence() {
        PageCalls.Call call = calls.begin(LONG);
        calls.settle(new PageMessage.Settled(call.id(), null, "no such number"));
        assertThat(call.answer()).isCompletedExceptionally().failsWithin(LONG).withThrowableThat()
                .havingCause().isInstanceOf(PageCallException.class).withMessage("no such number");
    }

    @Test
    void aReloadFailsWhatIsOpen() {
        PageCalls.Call call = calls.begin(LONG);
        calls.failAll("reloaded");
        assertThat(call.answer()).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(PageGoneException.class);
    }

    @Test
    void silenceFailsAtTheDeadline() {
        PageCalls.Call call = calls.begin(Duration.ofMillis(50));
        assertThat(call.answer()).failsWithin(LONG).withThrowableThat()
                .havingCause().isInstanceOf(TimeoutException.class);
    }
}
