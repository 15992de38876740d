package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageGoneException;

import org.junit.jupiter.api.Test;

/** A command reaches the page or its caller is told; an answer that was lost is another matter. */
class PageCommandsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Long> sent = new ArrayList<>();
    private boolean listening = true;
    private boolean takes = true;

    private PageCommands commands(Duration limit) {
        return new PageCommands((id, name, argument) -> {
            if (!takes) {
                return CompletableFuture.failedFuture(new IllegalStateException("no such context"));
            }
            sent.add(id);
            return CompletableFuture.completedFuture(null);
        }, () -> listening, limit);
    }

    @Test
    void aBusyPageGetsTheLogoutWithItsNextHeartbeat() {
        PageCommands commands = commands(LONG);
        listening = false;
        var done = commands.logout();
        assertThat(sent).isEmpty();

        commands.beat();
        commands.beat();

        assertThat(sent).hasSize(1);
        assertThat(done).isNotDone();
        commands.linked(false);
        assertThat(done).isCompleted();
    }

    @Test
    void aLogoutThatIsNeverSentFailsAtTheCommandsDeadline() {
        listening = false;
        var done = commands(Duration.ofMillis(100)).logout();

        assertThat(done).failsWithin(LONG).withThrowableThat()
                .havingCause().isInstanceOf(NotSentException.class);
    }

    @Test
    void aPageThatDidNotTakeTheCommandIsAskedAgain() {
        PageCommands commands = commands(LONG);
        takes = false;
        var answer = commands.call("pairingCode", Map.of("phoneNumber", "6281234567890"));
        assertThat(answer).isNotDone();

        takes = true;
        commands.beat();
        commands.settle(new PageMessage.Settled(sent.getLast(), "ABCD1234", null));

        assertThat(answer).isCompletedWithValue("ABCD1234");
    }

    @Test
    void aReloadAfterTheLogoutWasSentIsNoFailure() {
        PageCommands commands = commands(LONG);
        var done = commands.logout();
        assertThat(sent).hasSize(1);

        commands.reloaded();

        assertThat(done).isNotDone();
        commands.linked(false);
        assertThat(done).isCompleted();
    }

    @Test
    void aReloadLeavesWhatWasNotSentToTheNewDocument() {
        PageCommands commands = commands(LONG);
        listening = false;
        var answer = commands.call("refreshQr", Map.of());

        commands.reloaded();
        assertThat(answer).isNotDone();
        commands.beat();

        assertThat(sent).hasSize(1);
    }

    @Test
    void thePagesErrorIsTheLogoutsError() {
        PageCommands commands = commands(LONG);
        var done = commands.logout();

        commands.settle(new PageMessage.Settled(sent.getLast(), null, "not now"));

        assertThat(done).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(PageCallException.class);
    }

    @Test
    void twoWhoLogOutWaitForTheSameEnd() {
        PageCommands commands = commands(LONG);
        var one = commands.logout();
        var other = commands.logout();
        commands.linked(false);
        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
        assertThat(sent).hasSize(1);
    }

    @Test
    void theEndOfThePageFailsAllAndWhatComesAfter() {
        PageCommands commands = commands(LONG);
        var given = commands.call("refreshQr", Map.of());
        listening = false;
        var waiting = commands.call("refreshQr", Map.of());

        commands.end();

        for (var answer : List.of(given, waiting, commands.call("refreshQr", Map.of()))) {
            assertThat(answer).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(PageGoneException.class);
        }
    }
}
