package dev.pindai.session.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.pindai.engine.PageUsage;
import dev.pindai.shared.ProblemException;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Who gets a place: by number, and by what is free after those who have just come have taken theirs. */
class AdmissionTest {

    private static final long MB = 1024 * 1024;
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<UUID, PageUsage> usage = new HashMap<>();
    private Instant now = START;
    private OptionalLong free = OptionalLong.of(10_000 * MB);

    @Test
    void noMoreThanTheNumber() {
        var admission = admission(2, 0);
        var first = UUID.randomUUID();
        admission.admit(first);
        admission.admit(UUID.randomUUID());

        assertThatThrownBy(() -> admission.admit(UUID.randomUUID())).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo("CAPACITY");
            assertThat(problem.retryAfter()).isPositive();
            assertThat(problem).hasMessageContaining("2 of 2 sessions are running")
                    .hasMessageContaining("pindai.capacity.max-running-sessions");
        });
        assertThat(admission.now()).isEqualTo(new Capacity(2, 2, free, 800 * MB, 1));
        assertThat(admission.tryAdmit(first)).as("it has its place already").isEmpty();
        admission.release(first);
        admission.admit(UUID.randomUUID());
    }

    @Test
    void whoStartsAtOnceSharesWhatIsFree() {
        free = OptionalLong.of(1500 * MB);
        var admission = admission(50, 256);
        admission.admit(UUID.randomUUID());
        admission.admit(UUID.randomUUID());
        admission.admit(UUID.randomUUID());

        assertThat(admission.tryAdmit(UUID.randomUUID())).hasValueSatisfying(why -> assertThat(why)
                .contains("needs about 400 MB").contains("256 MB have to stay free").contains("only 300 MB are free")
                .contains("1200 MB for sessions that are starting").contains("pindai.capacity.min-free-memory"));
        assertThat(admission.now().running()).isEqualTo(3);
    }

    @Test
    void whatIsMeasuredIsCountedNoMoreThanOnce() {
        var young = UUID.randomUUID();
        var admission = admission(50, 256);
        admission.admit(young);
        assertThat(admission.now().promisedBytes()).isEqualTo(400 * MB);

        uses(young, 150, START.minusSeconds(1));
        assertThat(admission.now().promisedBytes()).as("that was the browser before").isEqualTo(400 * MB);
        uses(young, 150, START.plusSeconds(1));
        assertThat(admission.now().promisedBytes()).isEqualTo(250 * MB);
        uses(young, 600, START.plusSeconds(2));
        assertThat(admission.now().promisedBytes()).isZero();
        uses(young, 150, START.plusSeconds(3));
        now = START.plus(Duration.ofMinutes(2));
        assertThat(admission.now().promisedBytes()).as("a small page stays small").isZero();
    }

    @Test
    void aBrowserThatIsOpenedAnewNeedsItsMemoryAgain() {
        var session = UUID.randomUUID();
        var admission = admission(1, 256);
        admission.admit(session);
        free = OptionalLong.of(656 * MB);
        assertThat(admission.tryAdmit(session)).as("its own promise is not held against it").isEmpty();

        free = OptionalLong.of(655 * MB);
        assertThat(admission.tryAdmit(session)).isPresent();
        assertThat(admission.now().running()).as("it goes on waiting in its place").isEqualTo(1);
        admission.keep(session);
        assertThat(admission.now().running()).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceNoMoreComeInThanThereIsRoomFor() throws InterruptedException {
        free = OptionalLong.of(20 * 400 * MB);
        var admission = admission(1000, 0);
        var admitted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200).forEach(i -> threads.submit(() -> {
                if (admission.tryAdmit(UUID.randomUUID()).isEmpty()) {
                    admitted.incrementAndGet();
                }
            }));
        }
        assertThat(admitted).hasValue(20);
        assertThat(admission.now().refused()).isEqualTo(180);
    }

    @Test
    void thisMachinesMemoryHasAnEnd() {
        var admission = new Admission(config(50, 1_000_000_000L), Map::of, new FreeMemory()::bytes, Clock.systemUTC());
        assertThatThrownBy(() -> admission.admit(UUID.randomUUID())).hasMessageContaining("MB are free");
    }

    @Test
    void whereNobodyTellsOnlyTheNumberCounts() {
        free = OptionalLong.empty();
        var admission = admission(1, 1_000_000);
        admission.admit(UUID.randomUUID());
        assertThat(admission.tryAdmit(UUID.randomUUID())).isPresent();
    }

    private void uses(UUID session, long megabytes, Instant at) {
        usage.put(session, new PageUsage(1, megabytes * MB, Duration.ofSeconds(1), 0.1, 8, at));
    }

    private Admission admission(int most, long minFreeMegabytes) {
        InstantSource time = () -> now;
        return new Admission(config(most, minFreeMegabytes), () -> usage, () -> free, time.withZone(ZoneOffset.UTC));
    }

    /** Mapped from text, as the service's own is. */
    private static CapacityConfig config(int most, long minFreeMegabytes) {
        var settings = Map.of("pindai.capacity.max-running-sessions", String.valueOf(most),
                "pindai.capacity.min-free-memory", minFreeMegabytes + "M", "pindai.capacity.session-memory", "400M");
        return new SmallRyeConfigBuilder().withMapping(CapacityConfig.class)
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 500)).build()
                .getConfigMapping(CapacityConfig.class);
    }
}
