package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSignal;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Thousands of random lives of a session. A failing one is shrunk to the shortest that still fails and printed with its seed;
 * {@code @Property(seed = "…")} plays it again.
 */
class LifecyclePropertyTest {

    /** Longer than any ladder takes with the model's waits: five browsers, each with its pause and its wait, and a log-out. */
    private static final Duration BOUND = Duration.ofMinutes(40);
    private static final int WORDS = 200;

    @Property(tries = 5000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void theRulesHoldInEveryLife(@ForAll("lives") List<ModelStep> life) {
        played(life).visited().forEach(status -> Statistics.collect(status));
        Statistics.coverage(seen -> {
            for (var status : SessionStatus.values()) {
                seen.check(status).count(count -> count > 0);
            }
        });
    }

    @Property(tries = 2000)
    void aPageThatBehavesLeadsToReadyOrToAReason(@ForAll("lives") List<ModelStep> life) {
        var model = played(life);
        settle(model, ModelPage::well);
        var state = model.state();
        if (state.status() == SessionStatus.READY) {
            assertThat(model.current()).as("READY is true, in:\n%s", model.story()).get().matches(ModelPage::usable);
        } else {
            ended(model);
        }
    }

    @Property(tries = 2000)
    void aPageThatSaysNothingMoreLeadsToAnEnd(@ForAll("lives") List<ModelStep> life) {
        var model = played(life);
        settle(model, ModelPage::silence);
        ended(model);
    }

    @Property(tries = 3000)
    void whatIsReadyCanBeUsed(@ForAll("truthfulLives") List<ModelStep> life) {
        var model = new LifecycleModel();
        for (var step : life) {
            model.play(step);
            assertThat(model.state().status() != SessionStatus.READY
                    || model.current().filter(ModelPage::usable).isPresent())
                    .as("READY is true, in:\n%s", model.story()).isTrue();
        }
    }

    @Property(tries = 2000)
    void aLinkThatStandsComesBackByItself(@ForAll("truthfulLives") List<ModelStep> life) {
        var model = played(life);
        var comesBack = model.state().status().running() && !model.state().loggingOut() && model.linkStands();
        settle(model, ModelPage::well);
        if (comesBack) {
            ready(model);
        }
    }

    @Property(tries = 2000)
    void aStartOfTheServiceRestoresWhatIsWished(@ForAll("truthfulLives") List<ModelStep> life) {
        var model = played(life);
        var before = model.state();
        var comesBack = before.desired() == Desired.RUNNING && model.linkStands();
        model.play(new ModelStep.ServiceDies());
        settle(model, ModelPage::well);
        if (comesBack) {
            ready(model);
        } else if (before.desired() == Desired.STOPPED) {
            assertThat(model.state().status().running()).as("it stays closed, in:\n%s", model.story()).isFalse();
        }
    }

    /** From now on nothing unforeseen happens: the page says what it says, its turn comes, deadlines pass. */
    private static void settle(LifecycleModel model, Function<ModelPage, List<PageSignal>> mouth) {
        model.play(new ModelStep.Room(true));
        var begun = model.now();
        for (int i = 0; i < WORDS; i++) {
            var words = model.current().map(mouth).orElse(List.<PageSignal> of());
            if (model.waitsForItsTurn()) {
                model.pass(Duration.ofSeconds(1));
                model.turn();
            } else if (!words.isEmpty()) {
                model.pass(Duration.ofSeconds(1));
                model.hear(words);
            } else if (!model.deadline()) {
                bounded(model, begun);
                return;
            }
        }
        throw new AssertionError("It never settles:\n" + model.story());
    }

    private static void bounded(LifecycleModel model, Instant begun) {
        assertThat(Duration.between(begun, model.now())).as("it settles in time:\n%s", model.story())
                .isLessThan(BOUND);
    }

    private static void ready(LifecycleModel model) {
        assertThat(model.state().status()).as("it comes back, in:\n%s", model.story()).isEqualTo(SessionStatus.READY);
    }

    private static void ended(LifecycleModel model) {
        var state = model.state();
        assertThat(state.status()).as("it ends, in:\n%s", model.story()).isIn(SessionStatus.STOPPED, SessionStatus.FAILED);
        assertThat(state.status() == SessionStatus.STOPPED || state.reason() != null).isTrue();
    }

    private static LifecycleModel played(List<ModelStep> life) {
        var model = new LifecycleModel();
        life.forEach(model::play);
        return model;
    }

    @Provide
    Arbitrary<List<ModelStep>> lives() {
        return Arbitraries.frequencyOf(Tuple.of(20, fair()),
                Tuple.of(3, Arbitraries.integers().between(0, 20).map(ModelStep.Repeated::new)),
                Tuple.of(3, Combinators.combine(Arbitraries.integers().between(0, 200), Arbitraries.integers().between(0, 2))
                        .as(ModelStep.Stray::new)))
                .list().ofMaxSize(40);
    }

    /** Without words that no page said. */
    @Provide
    Arbitrary<List<ModelStep>> truthfulLives() {
        return fair().list().ofMaxSize(40);
    }

    private static Arbitrary<ModelStep> fair() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 4).map(ModelStep.Well::new)),
                Tuple.of(6, Arbitraries.integers().between(0, 30).map(ModelStep.Says::new)),
                Tuple.of(5, Arbitraries.of(ModelStep.Wish.class).map(ModelStep.Wished::new)),
                Tuple.of(4, Arbitraries.just(new ModelStep.Wished(ModelStep.Wish.START))),
                Tuple.of(2, Arbitraries.of(PageFailure.class).map(ModelStep.Dies::new)),
                Tuple.of(3, Arbitraries.just(new ModelStep.Deadline())),
                Tuple.of(2, Combinators.combine(Arbitraries.integers().between(0, 700), Arbitraries.of(true, false))
                        .as(ModelStep.Waits::new)),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(ModelStep.Code::new)),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(ModelStep.Grows::new)),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(ModelStep.Answered::new)),
                Tuple.of(1, Arbitraries.of(true, false).map(ModelStep.Room::new)),
                Tuple.of(1, Arbitraries.just(new ModelStep.ServiceDies())),
                Tuple.of(2, Arbitraries.just(new ModelStep.Turn())));
    }
}
