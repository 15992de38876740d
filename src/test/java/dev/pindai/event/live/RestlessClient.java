package dev.pindai.event.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.pindai.tenant.Realm;
import dev.pindai.testsupport.LiveClient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client that loses its connection after some frames, again and again, and goes on from the last frame it has. */
final class RestlessClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FRAMES = 150;
    private static final Realm REALM = new Realm("default", Set.of(), true, "somebody");

    /** Listens by this query, and ends by being closed. */
    private interface Dial extends BiFunction<String, Consumer<JsonNode>, Runnable> {
    }

    private final Dial dial;
    private final List<UUID> sessions;
    private final Random random;
    private final AtomicInteger reconnects;
    private final Map<UUID, List<Long>> got = new HashMap<>();
    /** What comes after the end is dropped. */
    private final ExecutorService own = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofVirtual().factory(), new ThreadPoolExecutor.DiscardPolicy());
    private String place;
    private int left;
    private int connection;
    private boolean settled;
    private Runnable hangUp = () -> {
    };

    private RestlessClient(Dial dial, List<UUID> sessions, long seed, AtomicInteger reconnects) {
        this.dial = dial;
        this.sessions = sessions;
        this.random = new Random(seed);
        this.reconnects = reconnects;
        this.place = sessions.size() == 1 ? "after=0" : "cursor=0";
        own.execute(this::connect);
    }

    /** @param sessions which, or none for all */
    static RestlessClient of(SubscriberRegistry registry, FrameText text, List<UUID> sessions, long seed,
            AtomicInteger reconnects) {
        return new RestlessClient((query, frames) -> {
            var params = Arrays.stream(query.split("&")).map(part -> part.split("="))
                    .collect(Collectors.toMap(part -> part[0], part -> List.of(part[1])));
            var filter = EventFilter.parse(params, REALM);
            var subscriber = registry.subscribe(filter, Start.parse(params, filter), new Wire(frames), text::write);
            return () -> subscriber.close(CloseCode.NORMAL, "");
        }, sessions, seed, reconnects);
    }

    static RestlessClient overSocket(URI base, List<UUID> sessions, long seed, AtomicInteger reconnects) {
        return new RestlessClient((query, frames) -> {
            var live = LiveClient.connect(base, query, frames);
            live.closed().whenComplete((code, error) -> frames.accept(closed(error == null ? code : LOST)));
            return live::close;
        }, sessions, seed, reconnects);
    }

    /** A client in this process that takes its time for each frame. */
    private record Wire(Consumer<JsonNode> frames) implements Channel {

        @Override
        public void send(String text, Consumer<Throwable> done) {
            Thread.startVirtualThread(() -> {
                frames.accept(parse(text));
                done.accept(null);
            });
        }

        @Override
        public void ping() {
            // It is there.
        }

        @Override
        public void close(CloseCode code, String reason) {
            if (code != CloseCode.NORMAL) {
                frames.accept(closed(code.number()));
            }
        }
    }

    /** Of a connection that broke: no server says so. */
    private static final int LOST = 1006;

    private static JsonNode closed(int code) {
        return JSON.createObjectNode().put("closed", code);
    }

    private void connect() {
        left = 1 + random.nextInt(MOST_FRAMES);
        var mine = ++connection;
        var session = sessions.isEmpty() ? "*" : sessions.stream().map(UUID::toString).collect(Collectors.joining(","));
        try {
            hangUp = dial.apply("session=" + session + "&" + place, frame -> own.execute(() -> take(mine, frame)));
        } catch (RuntimeException e) {
            // Whoever does not get through in time tries again, as all clients do.
            own.execute(this::connect);
            return;
        }
        if (random.nextInt(10) == 0) {
            own.execute(() -> lose(mine));
        }
    }

    /** What still comes over a connection that was lost is lost too. */
    private void take(int from, JsonNode frame) {
        if (from != connection) {
            return;
        }
        if (frame.has("closed")) {
            lose(from);
            return;
        }
        if (!frame.has("sessionId")) {
            // Sessions of other tests are gone by now.
            return;
        }
        got.computeIfAbsent(UUID.fromString(frame.get("sessionId").asText()), id -> new ArrayList<>())
                .add(frame.get("seq").asLong());
        place = sessions.size() == 1 ? "after=" + frame.get("seq").asLong() : "cursor=" + frame.get("cursor").asText();
        if (--left == 0 && !settled) {
            lose(from);
        }
    }

    private void lose(int from) {
        if (from != connection) {
            return;
        }
        connection++;
        hangUp.run();
        reconnects.incrementAndGet();
        connect();
    }

    /** From now on it keeps its connection. */
    void settle() {
        own.execute(() -> settled = true);
    }

    Collection<UUID> wanted(List<UUID> all) {
        return sessions.isEmpty() ? all : sessions;
    }

    boolean hasAll(long last, List<UUID> all) {
        return wanted(all).stream().allMatch(session -> seqs(session).contains(last));
    }

    List<Long> seqs(UUID session) {
        try {
            return own.submit(() -> List.copyOf(got.getOrDefault(session, List.of()))).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "the client of " + (sessions.isEmpty() ? "all" : sessions.size()) + " sessions at " + place;
    }

    @Override
    public void close() {
        own.execute(() -> {
            settled = true;
            connection++;
            hangUp.run();
        });
        own.close();
    }
}
