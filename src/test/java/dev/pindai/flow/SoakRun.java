package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.stream.IntStream;

import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.Processes;
import dev.pindai.testsupport.TestDatabase;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/**
 * A day in short: the packaged service with many sessions, and everything that can happen to it, for ten minutes. At the end
 * each session is what it should be and the service holds what it held in the beginning. Run it with
 * {@code ./mvnw verify -Psoak}; {@code -Dsoak.minutes}, {@code -Dsoak.sessions} and {@code -Dsoak.seed} change it.
 */
class SoakRun {

    private static final Logger LOG = Logger.getLogger(SoakRun.class);
    static {
        // Outside Quarkus nobody has set up logs, and a seed that nobody sees is worth nothing.
        var logger = java.util.logging.Logger.getLogger(SoakRun.class.getName());
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(new ConsoleHandler());
    }
    /** In the last part the service is left alone, so that what it leaks can be seen. */
    private static final double RESTARTS_UNTIL = 0.6;
    private static final Duration QUIET = Duration.ofSeconds(90);
    /** Threads that come and go with the work: carriers of virtual threads, a pool's spare ones. */
    private static final int MORE_THREADS = 12;
    private static final int MORE_HANDLES = 25;
    private static final long MORE_HEAP_KB = 24_000;
    /** The default of pindai.browser.sessions-per-browser. */
    private static final int OF_A_BROWSER = 8;

    private final long seed = Long.getLong("soak.seed", System.nanoTime());
    private final int sessions = Integer.getInteger("soak.sessions", 8);
    private final Duration time = Duration.ofMinutes(Long.getLong("soak.minutes", 10));
    private final Random random = new Random(seed);
    private final Mischief mischief = new Mischief(this::call, new Random(seed));
    private final Map<String, Integer> accidents = new TreeMap<>();
    private final Path home = Path.of("target", "soak", String.valueOf(seed)).toAbsolutePath();
    private PindaiProcess pindai;

    @AfterEach
    void end() {
        mischief.close();
        if (pindai != null) {
            pindai.close();
        }
        ServiceFigures.processesIn(home).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aDayInShort() throws Exception {
        LOG.infof("Soak of %d min with %d sessions: -Dsoak.seed=%d", time.toMinutes(), sessions, seed);
        Files.createDirectories(home);
        var database = TestDatabase.freshDatabase();
        pindai = new PindaiProcess(home, database, "pindai.sandbox.enabled=true", "pindai.heal.wait-time=8s",
                "pindai.heal.reload-time=15s", "pindai.heal.backoff=1s", "pindai.heal.max-backoff=5s",
                "pindai.heal.max-restarts=100", "pindai.session.logout-timeout=15s", "pindai.session.restore-stagger=300ms");
        pindai.start();
        var ids = IntStream.range(0, sessions).mapToObj(this::create).toList();
        var aftermath = new Aftermath(this::call, mischief, ids);
        aftermath.ready();
        var base = figures();
        LOG.infof("In the beginning: %s", base);
        try (var watch = SessionWatch.over(() -> DriverManager.getConnection(database), ids)) {
            trouble(ids, watch);
            assertThat(mischief.calm()).as("answers to users").doesNotContain(500);
            aftermath.settled();
            aftermath.ready();
        }
        holdsNoMoreThan(base);
        aftermath.told();
        report(aftermath, ids);
        aftermath.stopped();
        assertThat(pindai.stop()).as("exit code").isZero();
        await("the service's processes to end").atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ServiceFigures.processesIn(home).map(Processes::commandLine)).isEmpty());
        assertThat(temporary()).as("temporary files that outlive the service").isEmpty();
    }

    private void trouble(List<String> ids, SessionWatch watch) throws Exception {
        var begun = Instant.now();
        for (int deed = 1; Duration.between(begun, Instant.now()).compareTo(time) < 0; deed++) {
            var gone = Duration.between(begun, Instant.now()).toMillis() / (double) time.toMillis();
            int dice = random.nextInt(100);
            if (dice < 3 && gone < RESTARTS_UNTIL) {
                LOG.infof("%d: the service is killed", deed);
                restart(true);
            } else if (dice < 6 && gone < RESTARTS_UNTIL) {
                LOG.infof("%d: the service is restarted", deed);
                restart(false);
            } else if (dice < 10) {
                LOG.infof("%d: a driver is killed", deed);
                killDriver();
            } else {
                var id = ids.get(random.nextInt(ids.size()));
                LOG.infof("%d: %s to %s", deed, mischief.act(id), id);
            }
            await().pollDelay(Duration.ofMillis(random.nextInt(2500))).atMost(Duration.ofMinutes(1)).until(() -> true);
            watch.check();
        }
    }

    private void restart(boolean killed) throws Exception {
        var moment = Instant.now();
        if (killed) {
            pindai.kill();
        } else {
            assertThat(pindai.stop()).as("exit code").isZero();
            assertThat(ServiceFigures.processesIn(home).map(Processes::commandLine)).as("left by a stop").isEmpty();
        }
        mischief.forgiveSince(moment.minusSeconds(15));
        pindai.start();
        accidents.merge(killed ? "service killed" : "service restarted", 1, Integer::sum);
    }

    private void killDriver() {
        var drivers = ServiceFigures.processesIn(home)
                .filter(process -> Processes.commandLine(process).contains("run-driver")).toList();
        if (!drivers.isEmpty()) {
            drivers.get(random.nextInt(drivers.size())).destroyForcibly();
            accidents.merge("driver killed", 1, Integer::sum);
        }
    }

    /** Pools take a while to let go of what they don't need any more. */
    private void holdsNoMoreThan(ServiceFigures base) {
        await("the service to hold no more than in the beginning").atMost(QUIET).pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    var now = figures();
                    LOG.infof("Now: %s", now);
                    assertThat(now.threads()).as("threads").isLessThanOrEqualTo(base.threads() + MORE_THREADS);
                    assertThat(now.handles()).as("file handles").isLessThanOrEqualTo(base.handles() + MORE_HANDLES);
                    assertThat(now.heapKb()).as("heap").isLessThanOrEqualTo(base.heapKb() + MORE_HEAP_KB);
                    assertThat(now.browsers()).as("browsers").isEqualTo(Math.ceilDiv(sessions, OF_A_BROWSER));
                    assertThat(now.drivers()).as("drivers").isLessThanOrEqualTo(base.drivers());
                });
    }

    private void report(Aftermath aftermath, List<String> ids) {
        var counts = new TreeMap<String, Long>();
        for (var event : List.of("healing", "ready", "disconnected", "auth_failure", "qr_timeout", "qr", "status")) {
            counts.put(event, ids.stream().mapToLong(id -> aftermath.history(id).count(event)).sum());
        }
        LOG.infof("Seed %d: deeds %s, accidents %s, events %s", seed, mischief.done(), accidents, counts);
    }

    private ServiceFigures figures() {
        return ServiceFigures.of(pindai.pid(), home, pindai.temp());
    }

    private List<String> temporary() throws Exception {
        try (var entries = Files.list(pindai.temp())) {
            // Vert.x and the JVM's tools leave something of every killed JVM; neither grows with what sessions do.
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("hsperfdata_") && !name.equals("vertx-cache")).sorted().toList();
        }
    }

    private String create(int number) {
        return call().body(Map.of("name", "Sehari " + number)).post("/api/sessions").then().statusCode(201).extract()
                .path("id");
    }

    private RequestSpecification call() {
        return given().baseUri(pindai.address().toString()).header("X-Api-Key", PindaiProcess.KEY)
                .contentType(ContentType.JSON);
    }
}
