package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Spreads the pages over the lanes and starts a lane when it is first needed. */
final class LanePool {

    /** So much later may be known that a link was lost: nobody notices. */
    private static final Duration REST = Duration.ofMillis(100);

    private final int most;
    private final ProcessTable processes;
    private final Predicate<Lane> awaited;
    private final Consumer<Lane> onEnd;
    private final Map<Lane, Integer> pages = new HashMap<>();
    private int started;
    private boolean stopped;

    /** @param awaited whether somebody waits for what a browser of this lane may say */
    LanePool(int most, ProcessTable processes, Predicate<Lane> awaited, Consumer<Lane> onEnd) {
        this.most = most;
        this.processes = processes;
        this.awaited = awaited;
        this.onEnd = onEnd;
    }

    /** Starts the first lane before anybody needs it: its driver takes about half a second to start. */
    synchronized void warm(DriverFinder.Driver driver) {
        if (!stopped && pages.isEmpty()) {
            begin(driver);
        }
    }

    /**
     * The lane with the fewest pages, counted as one fuller from now; give it back with {@link #release}.
     *
     * @throws IllegalStateException if the pool has been stopped
     */
    synchronized Lane take(DriverFinder.Driver driver) {
        if (stopped) {
            throw new IllegalStateException("The engine has stopped");
        }
        // Whoever would have to wait for one that is held up gets a new one, above the number if need be.
        Lane lane = pages.keySet().stream().filter(one -> one.usable() && !one.heldUp())
                .min(Comparator.comparing(pages::get)).orElse(null);
        if (lane == null || pages.get(lane) > 0 && usable() < most) {
            lane = begin(driver);
        }
        pages.merge(lane, 1, Integer::sum);
        return lane;
    }

    private Lane begin(DriverFinder.Driver driver) {
        Lane lane = new Lane(++started, driver, processes, awaited, REST, this::ended);
        pages.put(lane, 0);
        return lane;
    }

    synchronized void release(Lane lane) {
        pages.computeIfPresent(lane, (key, count) -> count - 1);
    }

    /** The lanes that run. */
    synchronized List<Lane> lanes() {
        return List.copyOf(pages.keySet());
    }

    /** Ends all lanes; none runs or is started afterwards. */
    void stop(Duration deadline) {
        synchronized (this) {
            stopped = true;
        }
        lanes().forEach(lane -> lane.stop(deadline));
    }

    private void ended(Lane lane) {
        synchronized (this) {
            pages.remove(lane);
        }
        onEnd.accept(lane);
    }

    private long usable() {
        return pages.keySet().stream().filter(Lane::usable).count();
    }
}
