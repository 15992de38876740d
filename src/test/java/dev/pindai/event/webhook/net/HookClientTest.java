package dev.pindai.event.webhook.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.pindai.event.webhook.net.HookResult.Trouble;
import dev.pindai.net.AddressGuard;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.HookReceiver.Reply;
import dev.pindai.testsupport.TestCertificate;
import dev.pindai.testsupport.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.dns.DnsClient;

/** The client of webhooks on real sockets, with names from a real name server. */
@Timeout(240)
class HookClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> HERE = List.of("127.0.0.1");

    private final TestDns dns = new TestDns();
    /** Would ask the same name server, if it were left to look a name up by itself. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(
            new AddressResolverOptions().setServers(List.of("127.0.0.1:" + dns.port())).setCacheMaxTimeToLive(0)));
    private final HookReceiver receiver = new HookReceiver();

    @AfterEach
    void close() {
        receiver.close();
        dns.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRequestArrivesAsItIsAndItsAnswerComesBack() {
        receiver.answer(request -> new Reply(202, Map.of("X-Served", "yes"), "thanks"));
        dns.put("hook.test", count -> "127.0.0.1");
        try (var client = client(HERE)) {
            var answer = (HookResult.Answer) post(client, "http://hook.test:" + receiver.port() + "/a/b?c=d%20e");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("thanks");
            assertThat(answer.headers()).containsEntry("x-served", "yes");
        }
        var request = receiver.received().getFirst();
        assertThat(request.path()).isEqualTo("/a/b?c=d%20e");
        assertThat(request.body()).isEqualTo("{\"a\":\"ä\"}");
        assertThat(request.headers()).containsEntry("host", "hook.test:" + receiver.port()).containsEntry("x-own", "1")
                .containsEntry("content-length", "10");
    }

    @Test
    void aPrivateAddressIsNotConnectedTo() {
        dns.put("hook.test", count -> "127.0.0.1");
        try (var client = client(List.of())) {
            for (var host : List.of("hook.test", "127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "localhost", "2130706433")) {
                var silence = silence(post(client, "http://" + host + ":" + receiver.port() + "/"));
                assertThat(silence.trouble()).as(host).isEqualTo(Trouble.ADDRESS_REFUSED);
            }
            assertThat(silence(post(client, "http://hook.test:" + receiver.port())).detail())
                    .contains("127.0.0.1 is loopback").contains("pindai.webhook.allowed-networks");
        }
        assertThat(receiver.received()).isEmpty();
    }

    /** As an attacker does it: an address that may be reached when it is asked for, another one when it is connected to. */
    @Test
    void aNameThatChangesItsAddressGetsNowhere() {
        dns.put("rebind.test", count -> count % 2 == 0 ? "192.0.2.1" : "127.0.0.1");
        try (var client = client(List.of("192.0.2.1"))) {
            assertThat(client.refusal("rebind.test", TIMEOUT).join()).as("it may be reached when it is asked for").isEmpty();
            var refused = silence(post(client, "http://rebind.test:" + receiver.port() + "/"));
            assertThat(refused.trouble()).isEqualTo(Trouble.ADDRESS_REFUSED);
            int asked = dns.asked("rebind.test");
            // Now the answer is a good one, and the next would not be: there must be no next.
            var tried = silence(new HookRequestMaker("http://rebind.test:" + receiver.port() + "/").post(client,
                    Duration.ofSeconds(3)));
            assertThat(tried.trouble()).isIn(Trouble.TIMEOUT, Trouble.CONNECT_FAILED);
            assertThat(dns.asked("rebind.test")).isEqualTo(asked + 1);
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void aConnectionIsMadeToTheNextAddressWhereOneFails() throws UnknownHostException {
        var addresses = List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
        try (var client = new HookClient(vertx, name -> addresses, guard(List.of("127.0.0.0/8")),
                settings(Optional.empty()))) {
            assertThat(post(client, "http://two.test:" + receiver.port() + "/")).isInstanceOf(HookResult.Answer.class);
        }
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void anAddressOfVersionSixIsWrittenInBrackets() throws UnknownHostException {
        var here = List.of(InetAddress.getByName("127.0.0.1"));
        try (var client = new HookClient(vertx, name -> name.equals("2001:db8::7") ? here : List.of(), guard(HERE),
                settings(Optional.empty()))) {
            assertThat(post(client, "http://[2001:db8::7]:" + receiver.port() + "/")).isInstanceOf(HookResult.Answer.class);
        }
        assertThat(receiver.received().getFirst().headers()).containsEntry("host", "[2001:db8::7]:" + receiver.port());
    }

    @Test
    void theCertificateMustBeTrustedAndTheNamesOwn(@TempDir Path directory) throws IOException, GeneralSecurityException {
        var certificate = TestCertificate.of("hook.test", directory);
        dns.put("hook.test", count -> "127.0.0.1");
        dns.put("other.test", count -> "127.0.0.1");
        try (var secure = new HookReceiver(certificate.server());
                var trusting = client(HERE, Optional.of(certificate.pem()));
                var other = client(HERE)) {
            var url = "https://hook.test:" + secure.port() + "/";
            assertThat(post(trusting, url)).isInstanceOf(HookResult.Answer.class);
            assertThat(silence(post(other, url)).trouble()).isEqualTo(Trouble.TLS_FAILED);
            var wrong = silence(post(trusting, "https://other.test:" + secure.port() + "/"));
            assertThat(wrong.trouble()).isEqualTo(Trouble.TLS_FAILED);
            assertThat(wrong.detail()).contains("other.test");
            assertThat(secure.received()).hasSize(1);
        }
    }

    /** Some of them would have a client ask again with GET, which more clients do by themselves than with POST. */
    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    void redirectsAreNotFollowed(int status) {
        receiver.answer(request -> new Reply(status, Map.of("Location", receiver.url("/elsewhere")), ""));
        try (var client = client(HERE)) {
            assertThat(((HookResult.Answer) post(client, receiver.url("/"))).status()).isEqualTo(status);
        }
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void ofALongAnswerTheBeginningIsKept() {
        receiver.answer(request -> new Reply(500, Map.of(), "x".repeat(1_000_000)));
        try (var client = client(HERE)) {
            assertThat(((HookResult.Answer) post(client, receiver.url("/"))).body()).isEqualTo("x".repeat(4096));
        }
    }

    /** Nobody keeps a connection by answering without end, whether much at once or a little now and then. */
    @ParameterizedTest
    @CsvSource({ "8192, 0, 10", "1, 100, 10" })
    void anAnswerWithoutEndIsCutOff(int bytes, long pauseMillis, long timeoutSeconds) throws Exception {
        try (var client = client(HERE); var endless = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            var cut = new CompletableFuture<Void>();
            Thread.ofVirtual().start(() -> answerUntilCut(endless, "x".repeat(bytes), pauseMillis, cut));
            var answer = (HookResult.Answer) new HookRequestMaker("http://127.0.0.1:" + endless.getLocalPort() + "/")
                    .post(client, Duration.ofSeconds(timeoutSeconds));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).matches("x{1,4096}");
            assertThat(cut).as("the connection").succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void whoNeverAnswersWhoSaysNothingAndWhoIsNotThereAreToldApart() throws IOException {
        var unwanted = new CountDownLatch(1);
        receiver.answer(request -> {
            await(unwanted);
            return Reply.of(200);
        });
        try (var client = client(HERE);
                var impatient = new HookClient(vertx, this::resolve, guard(HERE),
                        settings(Duration.ofSeconds(1), Optional.empty()));
                var closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var late = silence(new HookRequestMaker(receiver.url("/")).post(client, Duration.ofMillis(300)));
            assertThat(late.trouble()).isEqualTo(Trouble.TIMEOUT);
            var quiet = silence(post(impatient, receiver.url("/")));
            assertThat(quiet.trouble()).as("nothing is heard for the time to read").isEqualTo(Trouble.TIMEOUT);
            assertThat(silence(post(client, "http://unknown.test/")).trouble()).isEqualTo(Trouble.NAME_NOT_FOUND);
            int port = closed.getLocalPort();
            closed.close();
            assertThat(silence(post(client, "http://127.0.0.1:" + port + "/")).trouble()).isEqualTo(Trouble.CONNECT_FAILED);
        } finally {
            unwanted.countDown();
        }
    }

    @Test
    void whoHangsUpOrSpeaksNoHttpIsToldSo() throws Exception {
        try (var client = client(HERE); var rude = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            for (var words : List.of("", "hello\r\n\r\n")) {
                var answering = Thread.ofVirtual().start(() -> answerOnce(rude, words));
                var silence = silence(post(client, "http://127.0.0.1:" + rude.getLocalPort() + "/"));
                assertThat(silence.trouble()).isEqualTo(Trouble.DISCONNECTED);
                answering.join();
            }
        }
    }

    /** The status is what counts: one that keeps the rest of its answer to itself has accepted all the same. */
    @Test
    void anAnswerWhoseBodyNeverEndsIsAnAnswer() throws Exception {
        var done = new CountDownLatch(1);
        try (var client = client(HERE); var slow = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> {
                try (var socket = slow.accept()) {
                    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                    await(done);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            var answer = (HookResult.Answer) new HookRequestMaker("http://127.0.0.1:" + slow.getLocalPort() + "/").post(client,
                    Duration.ofSeconds(10));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("half");
        } finally {
            done.countDown();
        }
    }

    private static void answerOnce(ServerSocket server, String words) {
        try (var socket = server.accept()) {
            say(socket, words);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answerUntilCut(ServerSocket server, String part, long pauseMillis, CompletableFuture<Void> cut) {
        try (var socket = server.accept()) {
            say(socket, "HTTP/1.1 200 OK\r\n\r\n");
            var never = new CountDownLatch(1);
            while (!never.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            cut.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getInputStream().read(new byte[8192]);
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A POST with a body and a header. */
    private record HookRequestMaker(String url) {

        HookResult post(HookClient client, Duration timeout) {
            return client.post(new HookRequest(URI.create(url), Map.of("Content-Type", "application/json", "X-Own", "1"),
                    "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8), timeout)).orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    private static HookResult post(HookClient client, String url) {
        return new HookRequestMaker(url).post(client, TIMEOUT);
    }

    private static HookResult.Silence silence(HookResult result) {
        assertThat(result).isInstanceOf(HookResult.Silence.class);
        return (HookResult.Silence) result;
    }

    private HookClient client(List<String> allowed) {
        return client(allowed, Optional.empty());
    }

    private HookClient client(List<String> allowed, Optional<Path> trusted) {
        return new HookClient(vertx, this::resolve, guard(allowed), settings(trusted));
    }

    private static HookClient.Settings settings(Optional<Path> trusted) {
        return settings(Duration.ofSeconds(10), trusted);
    }

    private static HookClient.Settings settings(Duration readTimeout, Optional<Path> trusted) {
        return new HookClient.Settings(Duration.ofSeconds(5), readTimeout, 4, trusted);
    }

    /** Names from the test's server; addresses are read by the system, as they are in production. */
    private List<InetAddress> resolve(String name) throws UnknownHostException {
        if (!name.endsWith(".test")) {
            return NameResolver.SYSTEM.resolve(name);
        }
        DnsClient names = vertx.createDnsClient(dns.port(), "127.0.0.1");
        try {
            var found = names.resolveA(name).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
            return found.stream().map(HookClientTest::address).toList();
        } catch (Exception e) {
            throw new UnknownHostException(name);
        } finally {
            names.close();
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AddressGuard guard(List<String> allowed) {
        return new AddressGuard("pindai.webhook.allowed-networks", Optional.of(allowed), "where webhooks do not go");
    }
}
