package dev.pindai.security.signin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;

import dev.pindai.testsupport.TestCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;

/** What the cookie is called and marked as, with TLS and without. */
class SignInCookieTest {

    private static final SignInToken TOKEN = SignInToken.next();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void overTlsNobodyElseCanSetIt(@TempDir Path directory) throws Exception {
        TestCertificate.of("localhost", directory);
        var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(
                new PfxOptions().setPath(directory.resolve("localhost.p12").toString()).setPassword("changeit"));
        var secure = "__Host-pindai_session=" + TOKEN.text();
        assertThat(answer(options, "").getHeader("Set-Cookie")).startsWith(secure + ";").containsIgnoringCase("HttpOnly")
                .contains("Secure", "SameSite=Strict", "Path=/").doesNotContain("Domain");
        assertThat(answer(options, secure).getHeader("Known")).isEqualTo("true");
        assertThat(answer(options, "pindai_session=" + TOKEN.text()).getHeader("Known"))
                .as("one that a plain connection may have set").isEqualTo("false");
    }

    @Test
    void withoutTlsItIsPlain() throws Exception {
        var options = new HttpServerOptions();
        assertThat(answer(options, "").getHeader("Set-Cookie")).startsWith("pindai_session=" + TOKEN.text() + ";")
                .containsIgnoringCase("HttpOnly").contains("SameSite=Strict").doesNotContain("Secure");
        assertThat(answer(options, "pindai_session=" + TOKEN.text()).getHeader("Known")).isEqualTo("true");
    }

    private HttpClientResponse answer(HttpServerOptions options, String cookie) throws Exception {
        var router = Router.router(vertx);
        router.route().handler(context -> {
            // First: what was written counts as brought.
            var known = SignInCookie.read(context).equals(Optional.of(TOKEN));
            SignInCookie.write(context, TOKEN);
            context.response().putHeader("Known", String.valueOf(known)).end();
        });
        var server = vertx.createHttpServer(options).requestHandler(router).listen(0).toCompletionStage().toCompletableFuture()
                .get(10, SECONDS);
        return vertx.createHttpClient(new HttpClientOptions().setSsl(options.isSsl()).setTrustAll(true).setVerifyHost(false))
                .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(request -> request.putHeader("Cookie", cookie).send())
                .toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
