package dev.pindai.limit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.RawConnection;
import dev.pindai.testsupport.SseClient;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the service itself: slow clients are cut, live ones stay. How exactly is in {@link ConnectionGuardTest}. */
@QuarkusTest
@Timeout(60)
class SlowConnectionTest {

    @TestHTTPResource("/")
    URI base;

    @Test
    void theSlowAreCutAndTheLiveAreNot() throws Exception {
        // The slow ones last: their time runs from when they connect.
        try (var socket = LiveClient.connect(base, "");
                var stream = SseClient.connect(base, "/api/events");
                var silent = connect();
                var head = connect();
                var body = connect()) {
            head.send("GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").trickle("s", 200, 100);
            body.send("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 1000\r\n\r\n").trickle("s", 200, 100);
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(head.readToEnd()).isEmpty();
            assertThat(body.readToEnd()).isEmpty();
            assertThat(socket.closed()).isNotDone();
            assertThat(stream.comments()).noneMatch(comment -> comment.startsWith("broken"));
        }
    }

    private RawConnection connect() throws Exception {
        return new RawConnection(base.getHost(), base.getPort());
    }
}
