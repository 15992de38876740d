package dev.pindai.engine.browser;

import static dev.pindai.engine.browser.Heartbeat.Verdict.FELL_SILENT;
import static dev.pindai.engine.browser.Heartbeat.Verdict.FINE;
import static dev.pindai.engine.browser.Heartbeat.Verdict.HUNG;
import static dev.pindai.engine.browser.Heartbeat.Verdict.NOT_COME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** What a page's silence means, with a clock that the test turns. */
class HeartbeatTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final Heartbeat heart = new Heartbeat(Duration.ofSeconds(10), Duration.ofSeconds(30), now::get);

    @Test
    void nothingIsExpectedOfAPageThatIsBeingOpened() {
        after(3600);
        assertThat(heart.check()).isEqualTo(FINE);
        assertThat(heart.fresh()).isFalse();
        assertThat(heart.quiet()).isZero();
    }

    @Test
    void aDocumentHasItsOwnTimeToCome() {
        heart.expect();
        after(29);
        assertThat(heart.check()).isEqualTo(FINE);
        after(2);
        assertThat(heart.check()).isEqualTo(NOT_COME);
    }

    @Test
    void aSilenceIsToldOnceAndItsEndToo() {
        heart.expect();
        assertThat(heart.beat()).isFalse();
        after(9);
        assertThat(heart.check()).isEqualTo(FINE);
        after(2);
        assertThat(heart.check()).isEqualTo(FELL_SILENT);
        assertThat(heart.check()).isEqualTo(FINE);
        assertThat(heart.silent()).isTrue();
        assertThat(heart.beat()).isTrue();
        assertThat(heart.beat()).isFalse();
        after(11);
        assertThat(heart.check()).isEqualTo(FELL_SILENT);
    }

    @Test
    void aPageIsAskedOnlyWhileItSpeaks() {
        heart.expect();
        assertThat(heart.fresh()).isFalse();
        heart.beat();
        assertThat(heart.fresh()).isTrue();
        after(7);
        assertThat(heart.fresh()).isFalse();
    }

    @Test
    void aSilenceNobodyEndsIsHung() {
        heart.expect();
        heart.beat();
        after(11);
        assertThat(heart.check()).isEqualTo(FELL_SILENT);
        after(80);
        assertThat(heart.check()).isEqualTo(HUNG);
    }

    @Test
    void aReloadStartsAnew() {
        heart.expect();
        heart.beat();
        after(11);
        assertThat(heart.check()).isEqualTo(FELL_SILENT);
        heart.expect();
        after(25);
        assertThat(heart.check()).isEqualTo(FINE);
        assertThat(heart.beat()).isFalse();
        assertThat(heart.check()).isEqualTo(FINE);
    }

    private void after(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
