package dev.pindai.event.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.pindai.security.Knock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

/** How many there is room for, also where nobody asks before. */
class ConnectionsTest {

    private static final Optional<String> KNOWN = Optional.of("a key");
    private static final Optional<String> NOTHING = Optional.empty();

    private final Vertx vertx = Vertx.vertx();
    private final Connections connections = new Connections(new Limits(4, 2), new SimpleMeterRegistry());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void strangersGetTheirShareAndTheOthersTheRest() throws Exception {
        assertThat(letIn(NOTHING, NOTHING, NOTHING, KNOWN, KNOWN, KNOWN)).containsExactly(true, true, false, true, true, false);
        assertThat(connections.isFull(KNOWN, "203.0.113.1")).isTrue();
    }

    @Test
    void thoseWhoShowAKeyLeaveRoomForStrangersIfThereIsAny() throws Exception {
        assertThat(letIn(KNOWN, KNOWN, KNOWN, NOTHING, NOTHING)).containsExactly(true, true, true, true, false);
    }

    @Test
    void anAddressGetsATenthOfWhatStrangersHave() throws Exception {
        var many = new Connections(new Limits(100, 30), new SimpleMeterRegistry());
        var here = "203.0.113.1";
        assertThat(strangers(many, here, here, here, here)).containsExactly(true, true, true, false);
        assertThat(many.isFull(KNOWN, here)).as("whoever shows a key").isFalse();
        assertThat(strangers(many, "203.0.113.2")).as("somebody else").containsExactly(true);
    }

    @Test
    void ofIpv6ANetworkIsOneAddress() throws Exception {
        var many = new Connections(new Limits(100, 20), new SimpleMeterRegistry());
        assertThat(strangers(many, "2001:db8:7:7:0:0:0:1", "2001:db8:7:7:0:0:0:2", "2001:db8:7:7:ffff:0:0:3",
                "2001:db8:7:8:0:0:0:1")).containsExactly(true, true, false, true);
    }

    private List<Boolean> strangers(Connections to, String... addresses) throws Exception {
        var opened = new CompletableFuture<List<Boolean>>();
        vertx.runOnContext(now -> opened.complete(
                Stream.of(addresses)
                        .map(address -> to.open(NOTHING, new Knock(Optional.empty(), address).network()).isPresent())
                        .toList()));
        return opened.get(10, SECONDS);
    }

    /** Each from another address, one after the other, on an event loop as requests are. */
    @SafeVarargs
    private List<Boolean> letIn(Optional<String>... credentials) throws Exception {
        var opened = new CompletableFuture<List<Boolean>>();
        var count = new AtomicInteger();
        vertx.runOnContext(now -> opened.complete(
                Stream.of(credentials)
                        .map(credential -> connections.open(credential, "203.0.113." + count.incrementAndGet()).isPresent())
                        .toList()));
        return opened.get(10, SECONDS);
    }

    private record Limits(int maxClients, int maxUnauthenticated) implements SocketIoConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration pingInterval() {
            return Duration.ofSeconds(25);
        }

        @Override
        public Duration pingTimeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(10);
        }
    }
}
