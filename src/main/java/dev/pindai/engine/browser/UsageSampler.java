package dev.pindai.engine.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.pindai.engine.PageUsage;

import org.jboss.logging.Logger;

/**
 * Measures what each open page's browser uses. On a thread of its own: reading a process that is under load may take its
 * time, which neither a lane nor the watchdog has.
 */
final class UsageSampler implements AutoCloseable {

    /** @param processes by pid, as they were when this was measured */
    private record Sample(PageUsage usage, long nanos, Map<Long, ProcessStats.Process> processes) {
    }

    private static final Logger LOG = Logger.getLogger(UsageSampler.class);
    /** How soon a page that was just opened is measured. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Collection<BrowserPage> pages;
    private final Duration interval;
    private final Map<BrowserPage, Sample> samples = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(EngineThreads.usage());

    UsageSampler(Collection<BrowserPage> pages, Duration interval) {
        this.pages = pages;
        this.interval = interval;
        long round = Math.max(1, Math.min(ROUND.toMillis(), interval.toMillis()));
        clock.scheduleWithFixedDelay(this::round, round, round, TimeUnit.MILLISECONDS);
    }

    /** By session. */
    Map<UUID, PageUsage> latest() {
        return samples.entrySet().stream().filter(sample -> !sample.getKey().ending())
                .collect(Collectors.toMap(sample -> sample.getKey().ref().sessionId(), sample -> sample.getValue().usage(),
                        (one, other) -> one.epoch() > other.epoch() ? one : other));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            List<BrowserPage> open = List.copyOf(pages);
            samples.keySet().retainAll(open);
            List<BrowserPage> due = open.stream().filter(this::due).toList();
            if (!due.isEmpty()) {
                ProcessStats now = ProcessStats.take();
                due.forEach(page -> measure(page, now));
            }
        } catch (RuntimeException e) {
            LOG.error("Measuring the browsers failed; the next try is in a second", e);
        }
    }

    private boolean due(BrowserPage page) {
        Sample last = samples.get(page);
        return page.place().isPresent() && (last == null || System.nanoTime() - last.nanos() >= interval.toNanos());
    }

    private void measure(BrowserPage page, ProcessStats now) {
        page.place().ifPresent(place -> place.browser().ifPresent(browser -> {
            Map<Long, Double> shares = now.tree(browser.pid()).stream().map(ProcessStats.Process::pid)
                    .collect(Collectors.toMap(Function.identity(), place::share));
            List<ProcessStats.Process> tree = now.tree(browser.pid()).stream()
                    .filter(process -> shares.get(process.pid()) > 0).toList();
            if (!tree.isEmpty()) {
                samples.put(page, sample(page, browser, tree, shares, now));
            }
        }));
    }

    private Sample sample(BrowserPage page, ProcessHandle browser, List<ProcessStats.Process> tree, Map<Long, Double> shares,
            ProcessStats now) {
        Sample last = samples.get(page);
        Instant at = Instant.now();
        long nanos = System.nanoTime();
        Duration used = Duration.ofNanos(tree.stream()
                .mapToLong(process -> (long) (since(last, process, shares.get(process.pid())).toNanos()
                        * shares.get(process.pid())))
                .sum());
        Duration passed = last == null ? Duration.between(browser.info().startInstant().orElse(at), at)
                : Duration.ofNanos(nanos - last.nanos());
        Duration total = last == null ? used : last.usage().cpuTime().plus(used);
        long memory = tree.stream()
                .mapToLong(process -> (long) (now.memory(process.pid()) * shares.get(process.pid()))).sum();
        double share = passed.isPositive() ? (double) used.toNanos() / passed.toNanos() : 0;
        return new Sample(new PageUsage(page.ref().epoch(), memory, total, share, tree.size(), at), nanos,
                tree.stream().collect(Collectors.toMap(ProcessStats.Process::pid, Function.identity())));
    }

    /** What a process used after the last sample; all it ever used if it is new and runs nothing but this page. */
    private static Duration since(Sample last, ProcessStats.Process process, double share) {
        if (last == null && share < 1) {
            return Duration.ZERO;
        }
        ProcessStats.Process before = last == null ? null : last.processes().get(process.pid());
        return before == null || before.started() != process.started() ? process.cpu() : process.cpu().minus(before.cpu());
    }
}
