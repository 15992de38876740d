package dev.pindai.security.signin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;

/** Who is let in without a key in dev mode. */
class LocalSignInTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @ParameterizedTest
    @CsvSource({ "localhost, true", "LOCALHOST:8080, true", "127.0.0.1:8080, true", "[::1]:8080, true", "[::1], true",
            "localhost.evil.example, false", "127.0.0.1.evil.example:8080, false", "evil.example, false",
            "localhost:80@evil.example, false", "10.0.0.1, false" })
    void onlyThisMachinesOwnNamesAreLocal(String host, boolean local) {
        assertThat(LocalSignIn.isLocal(host)).isEqualTo(local);
        assertThat(LocalSignIn.isLocal(null)).isFalse();
    }

    @Test
    void itIsForPagesOfThisMachineInDevModeOnly() throws Exception {
        var vertx = Vertx.vertx();
        try {
            assertThat(applies(vertx, true, HttpMethod.GET, "localhost", "/sessions/1", BROWSER)).isTrue();
            assertThat(applies(vertx, true, HttpMethod.GET, "evil.example", "/sessions/1", BROWSER)).as("another name")
                    .isFalse();
            assertThat(applies(vertx, true, HttpMethod.GET, "localhost", "/api/sessions", BROWSER)).as("the API").isFalse();
            assertThat(applies(vertx, true, HttpMethod.GET, "localhost", "/sessions/1", "*/*")).as("a program").isFalse();
            assertThat(applies(vertx, true, HttpMethod.POST, "localhost", "/sessions/1", BROWSER)).as("a change").isFalse();
            assertThat(applies(vertx, false, HttpMethod.GET, "localhost", "/sessions/1", BROWSER)).as("in production")
                    .isFalse();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
        }
    }

    private static boolean applies(Vertx vertx, boolean devMode, HttpMethod method, String host, String path, String accept)
            throws Exception {
        var signIn = new LocalSignIn(null, null, devMode);
        var router = Router.router(vertx);
        router.route().handler(context -> context.response().end(String.valueOf(signIn.applies(context))));
        var server = vertx.createHttpServer().requestHandler(router).listen(0).toCompletionStage().toCompletableFuture()
                .get(10, SECONDS);
        var request = new RequestOptions().setServer(SocketAddress.inetSocketAddress(server.actualPort(), "localhost"))
                .setHost(host).setPort(80).setMethod(method).setURI(path).putHeader("Accept", accept);
        // In one step, which runs on the client's own thread: an answer that has ended before its body is asked for has none.
        return vertx.createHttpClient().request(request).compose(call -> call.send().compose(answer -> answer.body()))
                .map(body -> Boolean.parseBoolean(body.toString())).toCompletionStage().toCompletableFuture()
                .get(10, SECONDS);
    }
}
