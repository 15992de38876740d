package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.HookReceiver.Received;
import dev.pindai.testsupport.HookReceiver.Reply;
import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.TestDatabase;
import dev.pindai.testsupport.TestKey;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.http.ContentType;

/**
 * The packaged service is killed again and again while thousands of events are committed and the receiver refuses at random:
 * afterwards it has every event of every session, in order. Takes minutes, so it is run when webhooks change, with
 * {@code ./mvnw verify -Psoak -Dit.test=WebhookKillRun}; {@code -Dkill.events}, {@code -Dkill.kills} and {@code -Dkill.seed}
 * change it.
 */
class WebhookKillRun {

    private static final int SESSIONS = 25;
    private static final int REFUSED_OF_TEN = 3;

    private final int events = Integer.getInteger("kill.events", 5000);
    private final int kills = Integer.getInteger("kill.kills", 10);
    private final long seed = Long.getLong("kill.seed", System.nanoTime());

    @TempDir
    Path home;

    @Test
    void everyEventArrivesInItsOrderHoweverOftenTheServiceIsKilled() throws Exception {
        System.out.println("-Dkill.seed=" + seed);
        var random = new Random(seed);
        var url = TestDatabase.freshDatabase();
        try (var receiver = new HookReceiver();
                var pindai = new PindaiProcess(home, url, "pindai.webhook.allowed-networks=127.0.0.1",
                        "pindai.webhook.sweep-interval=200ms", "pindai.browser.keep-ready=false")) {
            var refusals = new Random(seed);
            receiver.answer(request -> {
                synchronized (refusals) {
                    return Reply.of(refusals.nextInt(10) < REFUSED_OF_TEN ? 503 : 200);
                }
            });
            pindai.start();
            given().header(TestKey.HEADER, PindaiProcess.KEY).contentType(ContentType.JSON)
                    .body(Map.of("url", receiver.url("/hook"), "retries",
                            Map.of("policy", "constant", "delaySeconds", 1, "attempts", 1000)))
                    .post(pindai.address().resolve("/api/webhooks")).then().statusCode(201);
            var sessions = IntStream.range(0, SESSIONS).mapToObj(i -> UUID.randomUUID()).toList();
            var writing = CompletableFuture.runAsync(() -> write(url, sessions, random.nextLong()));
            for (int i = 0; i < kills; i++) {
                TimeUnit.MILLISECONDS.sleep(1000 + random.nextInt(4000));
                pindai.kill();
                pindai.start();
            }
            writing.get(5, TimeUnit.MINUTES);
            Awaitility.await("all events").atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> pending(url) == 0);
            check(receiver.received(), sessions);
            System.out.printf("%d events, %d kills, %d requests%n", events, kills, receiver.received().size());
        }
    }

    /** Each session's events were first seen in their order, none is missing, and doubles have the same id. */
    private void check(List<Received> requests, List<UUID> sessions) {
        Map<String, List<Long>> seen = new HashMap<>();
        Map<String, Set<String>> ids = new HashMap<>();
        for (var request : requests) {
            ids.computeIfAbsent(request.sessionId() + request.seq(), any -> new TreeSet<>()).add(request.id());
            var known = seen.computeIfAbsent(request.sessionId(), any -> new ArrayList<>());
            if (!known.contains(request.seq())) {
                known.add(request.seq());
            }
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(sessions.stream().map(UUID::toString).toList());
        seen.forEach((session, seqs) -> assertThat(seqs).as(session)
                .isEqualTo(LongStream.rangeClosed(1, events / SESSIONS).boxed().toList()));
        assertThat(ids.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    /** Commits events as the service does, while there may be nobody to be told of them. */
    private void write(String url, List<UUID> sessions, long mix) {
        var random = new Random(mix);
        var left = new ArrayList<UUID>();
        sessions.forEach(session -> left.addAll(Collections.nCopies(events / SESSIONS, session)));
        Collections.shuffle(left, random);
        try (var connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            for (var session : left) {
                append(connection, session);
                connection.commit();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(12));
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(Connection connection, UUID session) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with stream as (insert into event_stream (session_id, tenant, last_seq, ended) values (?, 'default', 1, false)
                  on conflict (session_id) do update set last_seq = event_stream.last_seq + 1 returning session_id, last_seq)
                insert into event (session_id, seq, type, at, data)
                select session_id, last_seq, 'authenticated', clock_timestamp(), '{}' from stream""")) {
            statement.setObject(1, session);
            statement.executeUpdate();
        }
    }

    /** What is not delivered yet, or not even queued. */
    private static long pending(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select (select count(*) from webhook_delivery where status <> 'DELIVERED')
                          + (select count(*) from event_stream s left join webhook_position p using (session_id)
                             where s.last_seq > coalesce(p.seq, 0))""")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
