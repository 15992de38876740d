package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Streams;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand connections are lost at random moments while ten thousand events are appended: each client ends with exactly the
 * log of what it listens to.
 */
@QuarkusTest
@Timeout(480)
class UnderFireTest {

    private static final int SESSIONS = 20;
    private static final int EVENTS = 10_000;
    private static final int WRITERS = 4;
    private static final int RECONNECTS = 1000;

    @TestHTTPResource("/")
    URI base;
    @Inject
    SubscriberRegistry registry;
    @Inject
    FrameText text;
    @Inject
    Streams streams;

    private final long seed = System.nanoTime();
    private final AtomicInteger reconnects = new AtomicInteger();

    @Test
    void everyClientEndsWithExactlyTheLog() throws Exception {
        var sessions = Stream.generate(streams::begin).limit(SESSIONS).toList();
        var clients = new ArrayList<RestlessClient>();
        for (int i = 0; i < SESSIONS; i++) {
            clients.add(RestlessClient.of(registry, text, List.of(sessions.get(i)), seed + i, reconnects));
            clients.add(RestlessClient.of(registry, text, i % 4 == 0 ? List.of() : some(sessions, i), seed - i, reconnects));
        }
        for (int i = 0; i < 4; i++) {
            clients.add(RestlessClient.overSocket(base, i % 2 == 0 ? some(sessions, i) : List.of(sessions.get(i)), seed * 3 + i,
                    reconnects));
        }
        try {
            append(sessions);
            await("as many lost connections, with " + seed).atMost(Duration.ofSeconds(120))
                    .until(() -> reconnects.get() >= RECONNECTS);
            clients.forEach(RestlessClient::settle);
            for (var client : clients) {
                await("the last event, with seed " + seed).atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20))
                        .until(() -> client.hasAll(EVENTS / SESSIONS + 1L, sessions));
            }
            for (var client : clients) {
                client.wanted(sessions).forEach(session -> assertThat(client.seqs(session))
                        .as("%s of %s, seed %d", session, client, seed)
                        .isEqualTo(LongStream.rangeClosed(1, EVENTS / SESSIONS + 1).boxed().toList()));
            }
        } finally {
            clients.forEach(RestlessClient::close);
            sessions.forEach(streams::end);
        }
    }

    /** Each writer appends to all sessions, some events in one transaction, of several sessions often. */
    private void append(List<UUID> sessions) throws Exception {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var done = IntStream.range(0, WRITERS).mapToObj(writer -> writers.submit(() -> {
                var random = new Random(seed + 1000 + writer);
                var left = new ArrayList<UUID>();
                IntStream.range(0, EVENTS / SESSIONS / WRITERS).forEach(i -> left.addAll(sessions));
                Collections.shuffle(left, random);
                for (int i = 0; i < left.size();) {
                    int end = Math.min(left.size(), i + 1 + random.nextInt(8));
                    // In one order: two transactions must not wait for each other.
                    streams.append(left.subList(i, end).stream().sorted().map(id -> Streams.ready(writer, id))
                            .toArray(SessionEvent[]::new));
                    i = end;
                }
                return null;
            })).toList();
            for (var one : done) {
                one.get();
            }
        }
    }

    /** Two to five: of so many, a client hears all that comes while it reads what it missed. */
    private static List<UUID> some(List<UUID> sessions, int i) {
        return sessions.subList(i % 15, i % 15 + 2 + i % 4);
    }
}
