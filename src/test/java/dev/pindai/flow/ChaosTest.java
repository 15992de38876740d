package dev.pindai.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageListener;
import dev.pindai.engine.PageSignal;
import dev.pindai.session.SessionManager;
import dev.pindai.testsupport.Api;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Some sessions in real browsers for a minute of random trouble. {@code -Dchaos.seed=…} plays a run again, as far as several
 * threads and browsers can.
 */
@QuarkusTest
@TestProfile(ChaosTest.ShortRungs.class)
@Timeout(900)
class ChaosTest {

    /** Rungs short enough to be climbed in a test; how soon trouble is noticed is left as it is for everybody. */
    public static class ShortRungs implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.heal.wait-time", "4s", "pindai.heal.reload-time", "8s", "pindai.heal.backoff", "500ms",
                    "pindai.heal.max-backoff", "2s", "pindai.heal.max-restarts", "50", "pindai.session.logout-timeout", "8s");
        }
    }

    private static final Logger LOG = Logger.getLogger(ChaosTest.class);
    private static final int SESSIONS = 3;
    private static final int DEEDS = 25;

    @Inject
    SessionManager manager;
    @Inject
    Engine engine;
    @Inject
    DataSource database;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Mischief mischief = new Mischief(Api::call, new Random(seed));

    @AfterEach
    void clean() {
        engine.listener(manager);
        mischief.close();
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void whateverHappensEachSessionTellsTheTruthAndComesBack() {
        LOG.infof("Chaos with -Dchaos.seed=%d", seed);
        var echo = new Echo(manager, new Random(seed));
        engine.listener(echo);
        var ids = IntStream.range(0, SESSIONS).mapToObj(i -> Api.create("Kacau " + i)).toList();
        var aftermath = new Aftermath(Api::call, mischief, ids);
        try (var watch = SessionWatch.over(database::getConnection, ids)) {
            aftermath.ready();
            for (int i = 1; i <= DEEDS; i++) {
                var id = ids.get(random.nextInt(SESSIONS));
                LOG.infof("Deed %d: %s to %s", i, mischief.act(id), id);
                echo.old();
                pause(random.nextInt(2500));
                watch.check();
            }
            assertThat(mischief.calm()).as("answers to users").doesNotContain(500, Mischief.UNANSWERED);
            aftermath.settled();
            aftermath.ready();
            earlierPagesHaveNoSay(echo, ids);
            assertThat(watch.rounds()).as("looks of the watch").isGreaterThan(DEEDS);
        }
        aftermath.stopped();
        aftermath.told();
        LOG.infof("Did %s; %d signals twice, %d of earlier starts", mischief.done(), echo.doubled, echo.stale);
        assertThat(echo.doubled).as("signals told twice").isPositive();
    }

    private static void earlierPagesHaveNoSay(Echo echo, List<String> ids) {
        // Again if a page that was made to hang just before is found out meanwhile. A change that comes only once would pass.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            var before = ids.stream().map(id -> Api.get(id).getLong("lastSeq")).toList();
            assertThat(echo.allOld()).as("signals of earlier starts").isPositive();
            // They are in the mailboxes; what a user wishes now comes after them, and here it changes nothing either.
            ids.forEach(id -> Api.post(id, "start").statusCode(202));
            assertThat(ids.stream().map(id -> Api.get(id).getLong("lastSeq"))).as("numbers of the last events")
                    .containsExactlyElementsOf(before);
        });
    }

    private static void pause(int ms) {
        await().pollDelay(Duration.ofMillis(ms)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    /** Between the pages and the sessions: passes on every signal, some twice, and now and then one of an earlier start. */
    private static final class Echo implements PageListener {

        private static final int ONE_IN = 4;

        private final SessionManager manager;
        private final Random random;
        private final List<PageSignal> heard = new ArrayList<>();
        private int doubled;
        private int stale;

        Echo(SessionManager manager, Random random) {
            this.manager = manager;
            this.random = random;
        }

        @Override
        public synchronized void on(PageSignal signal) {
            manager.on(signal);
            heard.add(signal);
            if (random.nextInt(ONE_IN) == 0) {
                manager.on(signal);
                doubled++;
            }
        }

        /** Says again some of what pages of earlier starts said. */
        synchronized void old() {
            for (int i = 0; i < 5 && !heard.isEmpty(); i++) {
                again(heard.get(random.nextInt(heard.size())));
            }
        }

        /** Says again all that pages of earlier starts said; how much that was. */
        synchronized int allOld() {
            var before = stale;
            List.copyOf(heard).forEach(this::again);
            return stale - before;
        }

        private void again(PageSignal signal) {
            var newest = heard.stream().filter(other -> other.sessionId().equals(signal.sessionId()))
                    .mapToLong(PageSignal::epoch).max().orElseThrow();
            if (signal.epoch() < newest) {
                manager.on(signal);
                stale++;
            }
        }
    }
}
