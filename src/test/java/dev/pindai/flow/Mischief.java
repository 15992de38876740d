package dev.pindai.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.pindai.testsupport.Processes;

import io.restassured.specification.RequestSpecification;

/** Does to sessions what users, phones, networks and the operating system do to them, at random but repeatably. */
final class Mischief implements AutoCloseable {

    /** What can be done, and how often relative to the rest. */
    enum Deed {
        START(7),
        STOP(1),
        RESTART(2),
        LOGOUT(1),
        SCAN(5),
        UNLINK(1),
        CRASH(2),
        HANG(2),
        DISCONNECT(2),
        KILL_RENDERER(3),
        KILL_BROWSER(2);

        private final int weight;

        Deed(int weight) {
            this.weight = weight;
        }
    }

    /** A renderer that was killed, and when. */
    record Kill(String sessionId, Instant at) {
    }

    /** In place of a status code. */
    static final int UNANSWERED = 0;
    private static final Duration CALLS = Duration.ofSeconds(60);

    private final Supplier<RequestSpecification> call;
    private final Random random;
    private final List<Deed> deeds = new ArrayList<>();
    private final List<Kill> kills = new ArrayList<>();
    private final Map<Deed, Integer> done = new EnumMap<>(Deed.class);
    private final List<CompletableFuture<Integer>> calls = new ArrayList<>();
    private final ExecutorService users = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("user-", 0).factory());

    Mischief(Supplier<RequestSpecification> call, Random random) {
        this.call = call;
        this.random = random;
        for (var deed : Deed.values()) {
            for (int i = 0; i < deed.weight; i++) {
                deeds.add(deed);
            }
        }
    }

    /** One deed to this session; what it was. */
    Deed act(String id) {
        var deed = deeds.get(random.nextInt(deeds.size()));
        var ms = 500 + random.nextInt(3000);
        switch (deed) {
            case START, STOP, RESTART, LOGOUT -> {
                // Users don't wait for each other.
                command(id, deed);
                if (random.nextInt(4) == 0) {
                    command(id, random.nextBoolean() ? Deed.START : Deed.RESTART);
                }
            }
            case SCAN -> scan(id);
            case UNLINK -> onAccount(id, wid -> call.get().post("/sandbox/phones/{wid}/unlink", wid));
            case CRASH, DISCONNECT -> onAccount(id, wid -> fault(deed.name(), wid, ms));
            // For ever.
            case HANG -> onAccount(id, wid -> fault(deed.name(), wid, 0));
            case KILL_RENDERER -> {
                var pids = Processes.renderersOf(id).stream()
                        .filter(pid -> ProcessHandle.of(pid).filter(Processes::runs).isPresent()).toList();
                if (!pids.isEmpty()) {
                    // First: it may be noticed before we are back from it.
                    kills.add(new Kill(id, Instant.now()));
                    Processes.kill(pids);
                }
            }
            case KILL_BROWSER -> Processes.kill(Processes.browsersOf(id));
        }
        done.merge(deed, 1, Integer::sum);
        return deed;
    }

    /** Scans the QR that the session shows, if it shows one. */
    void scan(String id) {
        var qr = call.get().accept("application/json").get("/api/sessions/{id}/qr", id);
        if (qr.statusCode() == 200) {
            call.get().body(Map.of("qr", qr.jsonPath().getString("qr"))).post("/sandbox/phone/scan");
        }
    }

    /** Ends all faults and waits for the users' calls; the status codes of the answers since the last time. */
    List<Integer> calm() {
        call.get().delete("/sandbox/faults").then().statusCode(204);
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).orTimeout(CALLS.toSeconds(), TimeUnit.SECONDS)
                .join();
        var answers = calls.stream().map(CompletableFuture::join).toList();
        calls.clear();
        return answers;
    }

    /** The service ended, so nobody can say how soon it would have noticed what was done to it just now. */
    void forgiveSince(Instant moment) {
        kills.removeIf(kill -> kill.at().isAfter(moment));
    }

    List<Kill> kills() {
        return kills;
    }

    Map<Deed, Integer> done() {
        return done;
    }

    private void command(String id, Deed deed) {
        calls.add(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call.get().post("/api/sessions/{id}/{action}", id, deed.name().toLowerCase(Locale.ROOT))
                                .statusCode();
                    } catch (Exception e) {
                        // The service went away meanwhile.
                        return UNANSWERED;
                    }
                }, users));
    }

    private void onAccount(String id, Consumer<String> deed) {
        var wid = call.get().get("/api/sessions/{id}", id).jsonPath().getString("wid");
        if (wid != null) {
            deed.accept(wid);
        }
    }

    private void fault(String kind, String wid, int ms) {
        Map<String, Object> fault = ms == 0 ? Map.of("kind", kind, "target", Map.of("wid", wid))
                : Map.of("kind", kind, "target", Map.of("wid", wid), "delayMs", ms);
        call.get().body(fault).post("/sandbox/faults");
    }

    @Override
    public void close() {
        users.shutdownNow();
    }
}
