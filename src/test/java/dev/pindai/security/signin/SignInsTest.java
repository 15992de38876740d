package dev.pindai.security.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.security.Caller;
import dev.pindai.security.Scope;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.Startup;
import dev.pindai.testsupport.TestKey;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

/** How long a sign-in lasts, what it may do, and what ends with it. */
@QuarkusTest
class SignInsTest {

    private static final String TENANT = "sign-in-test";
    private static final String GUARDED = "/api/guarded-by-tests";

    @TestHTTPResource
    URI base;
    @Inject
    EntityManager entities;
    @Inject
    SignInWatch watch;
    @Inject
    SignIns signIns;

    /** Its sockets end with it, also where they should have ended before. */
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    @Test
    void nothingInTheDatabaseLetsAnybodyIn() {
        var visitor = PageVisitor.with(TestKey.value(), base);
        var row = QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery(
                "select cast(s as text) from sign_in s where token_hash = :hash")
                .setParameter("hash", new SignInToken(visitor.token()).hash()).getSingleResult().toString());
        assertThat(row).doesNotContain(visitor.token(), hex(visitor.token()), visitor.csrf(), TestKey.value(),
                hex(TestKey.value()), HexFormat.of().formatHex(dev.pindai.security.Tokens.sha256(TestKey.value())));
    }

    @Test
    void itEndsWhenNobodyUsesIt() {
        var visitor = PageVisitor.with(TestKey.value(), base);
        change(visitor, "last_used_at = last_used_at - interval '11 hours'");
        visitor.call().get(GUARDED).then().statusCode(200);
        change(visitor, "last_used_at = last_used_at - interval '11 hours'");
        visitor.call().get(GUARDED).then().statusCode(200);
        change(visitor, "last_used_at = last_used_at - interval '12 hours'");
        visitor.call().get(GUARDED).then().statusCode(401);
    }

    @Test
    void itEndsInTheEndHoweverMuchItIsUsed() {
        var visitor = PageVisitor.with(TestKey.value(), base);
        change(visitor, "ends_at = ends_at - interval '6 days'");
        visitor.call().get(GUARDED).then().statusCode(200);
        change(visitor, "ends_at = ends_at - interval '1 day'");
        visitor.call().get(GUARDED).then().statusCode(401);
        visitor.call().accept("text/html").get("/sessions/1").then().statusCode(303)
                .header("Location", "/login?next=%2Fsessions%2F1");
    }

    @Test
    void itMayDoWhatItsKeyMay() {
        var reader = PageVisitor.with(Keys.of(TENANT, "read"), base);
        reader.call().get("/api/sessions").then().statusCode(200);
        reader.call().body(Map.of("name", "Toko")).post("/api/sessions").then().statusCode(403)
                .body("code", is("SCOPE_MISSING"));
        var theirs = Api.create("Of the default tenant");
        reader.call().get("/api/sessions/{id}", theirs).then().statusCode(404);
        Api.delete(theirs);
    }

    @Test
    void itEndsWithItsKey() {
        var key = key("read");
        var visitor = PageVisitor.with(key.getString("key"), base);
        var expiring = key("read");
        var other = PageVisitor.with(expiring.getString("key"), base);
        Api.call().delete("/api/keys/{id}", key.getString("id")).then().statusCode(204);
        visitor.call().get(GUARDED).then().statusCode(401);
        other.call().get(GUARDED).then().statusCode(200);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update api_key set expires_at = now() where id = "
                        + "cast(:id as uuid)").setParameter("id", expiring.getString("id")).executeUpdate());
        other.call().get(GUARDED).then().statusCode(401);
    }

    @Test
    void itEndsWhenTheAdminKeyIsAnotherOne() {
        var visitor = PageVisitor.with(TestKey.value(), base);
        change(visitor, "key_proof = '\\x00'");
        visitor.call().get(GUARDED).then().statusCode(401);
    }

    @Test
    void itCountsWhereItsKeyDoes() throws Exception {
        var key = Keys.create(Map.of("scopes", List.of("read"), "addresses", List.of("127.0.0.0/8"))).getString("key");
        var visitor = PageVisitor.with(key, base);
        try (var proxy = TrustedProxy.before(base)) {
            assertThat(proxy.get(GUARDED, "Cookie", visitor.cookie(), "X-Forwarded-For", "127.0.0.1").statusCode())
                    .isEqualTo(200);
            assertThat(proxy.get(GUARDED, "Cookie", visitor.cookie(), "X-Forwarded-For", "203.0.113.7").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void signingInAnewEndsTheOneBefore() {
        var before = PageVisitor.with(TestKey.value(), base);
        given().redirects().follow(false).cookie(PageVisitor.COOKIE, before.token()).header("Origin", before.origin())
                .formParam("key", TestKey.value()).post("/login").then().statusCode(303).header("Location", "/");
        before.call().get(GUARDED).then().statusCode(401);
    }

    @Test
    void anotherSiteSignsNobodyIn() {
        // The second is in the allow list: its pages may call with a key, and that is all.
        for (var site : List.of("https://evil.example", "http://front.localhost")) {
            var refused = given().redirects().follow(false).header("Origin", site).formParam("key", TestKey.value())
                    .post("/login");
            assertThat(refused.statusCode()).as(site).isEqualTo(403);
            assertThat(refused.cookies()).isEmpty();
        }
    }

    /** Where OpenID Connect is switched off, as it is here. */
    @Test
    void peopleAreSignedOutWhereNobodyVouchesForThemAnyMore() {
        var ana = new Caller(Caller.DEFAULT_TENANT, Caller.Kind.PERSON, "123", "Ana", Set.of(Scope.READ), Set.of());
        var visitor = PageVisitor.of(signIns.open(ana, Duration.ofHours(1), null, new Visit("127.0.0.1", null)).text(), base);
        var other = PageVisitor.with(TestKey.value(), base);
        visitor.call().get(GUARDED).then().statusCode(200);
        Startup.again("OidcDoor");
        visitor.call().get(GUARDED).then().statusCode(401);
        other.call().get(GUARDED).then().statusCode(200);
    }

    @Test
    void itCountsAsLongAsTheTextThatWasShown() {
        var key = key("read");
        var visitor = PageVisitor.with(key.getString("key"), base);
        var text = rotate(key, 3600);
        visitor.call().get(GUARDED).then().statusCode(200);
        var fresh = PageVisitor.with(text, base);
        rotate(key, 3600);
        visitor.call().get(GUARDED).then().statusCode(401);
        fresh.call().get(GUARDED).then().statusCode(200);
        rotate(key, 0);
        fresh.call().get(GUARDED).then().statusCode(401);
    }

    @Test
    void aKeyThatDoesNotCountHereSignsNobodyIn() {
        var key = Keys.create(Map.of("scopes", List.of("read"), "addresses", List.of("203.0.113.0/24"))).getString("key");
        given().redirects().follow(false).formParam("key", key).post("/login").then().statusCode(303)
                .header("Location", "/login?error=wrong&next=%2F");
    }

    @Test
    void theOneLeastUsedMakesRoom() {
        var key = key("read").getString("key");
        var visitors = IntStream.range(0, 21).mapToObj(i -> PageVisitor.with(key, base)).toList();
        visitors.getFirst().call().get(GUARDED).then().statusCode(401);
        visitors.get(1).call().get(GUARDED).then().statusCode(200);
        visitors.getLast().call().get(GUARDED).then().statusCode(200);
    }

    @Test
    void anAdminSeesThoseOfTheirTenantAndEndsThem() {
        var admin = PageVisitor.with(Keys.of(TENANT + "-a", "admin"), base);
        var reader = PageVisitor.with(Keys.of(TENANT + "-a", "read"), base);
        var stranger = PageVisitor.with(Keys.of(TENANT + "-b", "admin"), base);
        var items = admin.call().get("/api/sign-ins").then().statusCode(200).extract().jsonPath();
        assertThat(items.getList("items.current")).containsExactly(false, true);
        assertThat(items.getList("items.kind")).containsOnly("KEY");
        assertThat(items.getList("items.address")).containsOnly("127.0.0.1");
        String theirs = items.getString("items[0].id");
        stranger.call().delete("/api/sign-ins/{id}", theirs).then().statusCode(404).body("code", is("SIGN_IN_NOT_FOUND"));
        reader.call().get(GUARDED).then().statusCode(200);
        admin.call().delete("/api/sign-ins/{id}", theirs).then().statusCode(204);
        reader.call().get(GUARDED).then().statusCode(401);
        assertThat(admin.call().get("/api/sign-ins").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void signingOutEndsWhatThePageHears() throws Exception {
        var visitor = PageVisitor.with(key("read").getString("key"), base);
        var closed = listen(visitor);
        visitor.call().contentType("application/x-www-form-urlencoded").post("/logout").then().statusCode(303);
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(4401);
    }

    @Test
    void revokingTheKeyEndsWhatItsPagesHear() throws Exception {
        var key = key("read");
        var visitor = PageVisitor.with(key.getString("key"), base);
        var closed = listen(visitor);
        Api.call().delete("/api/keys/{id}", key.getString("id")).then().statusCode(204);
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(4401);
    }

    @Test
    void whatEndsByTimeOrElsewhereEndsHereToo() throws Exception {
        var key = key("read").getString("key");
        var visitor = PageVisitor.with(key, base);
        var other = PageVisitor.with(key, base);
        var closed = listen(visitor);
        var closedToo = listen(other);
        change(visitor, "ends_at = now()");
        change(other, "ended_at = now()");
        watch.look();
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(4401);
        assertThat(closedToo.get(60, TimeUnit.SECONDS)).isEqualTo(4401);
    }

    @Test
    void aStreamOpensByTheCookieOnOurOwnPagesOnly() throws Exception {
        var visitor = PageVisitor.with(TestKey.value(), base);
        assertThat(stream(visitor, visitor.origin())).isEqualTo(200);
        assertThat(stream(visitor, null)).as("what a page reads from where it came from").isEqualTo(200);
        assertThat(stream(visitor, "https://evil.example")).isIn(401, 403);
        // In the allow list: their pages may call with a key, never with our visitors' cookie.
        assertThat(stream(visitor, "http://front.localhost")).isEqualTo(401);
    }

    @Test
    void whoeverFollowsALinkFromElsewhereComesWithTheCookieAtTheSecondStep() {
        var link = given().urlEncodingEnabled(false).redirects().follow(false).accept("text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate");
        assertThat(link.get("/sessions/1?a=%22b&c=d").then().statusCode(200).extract().asString())
                .contains("content=\"0;url=/sessions/1?a=%22b&amp;c=d\"");
        assertThat(link.get("//evil.example/x").asString()).doesNotContain("url=//");
        given().redirects().follow(false).accept("text/html").header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate").get("/sessions/1").then().statusCode(303);
    }

    private static JsonPath key(String... scopes) {
        return Keys.create(Map.of("scopes", List.of(scopes)));
    }

    private static String rotate(JsonPath key, int grace) {
        return Api.call().body(Map.of("graceSeconds", grace)).post("/api/keys/{id}/rotate", key.getString("id")).then()
                .statusCode(200).extract().path("key");
    }

    private void change(PageVisitor visitor, String set) {
        QuarkusTransaction.requiringNew().run(() -> assertThat(entities.createNativeQuery("update sign_in set " + set
                + " where token_hash = :hash").setParameter("hash", new SignInToken(visitor.token()).hash()).executeUpdate())
                .isOne());
    }

    private CompletableFuture<Integer> listen(PageVisitor visitor) throws Exception {
        var closed = new CompletableFuture<Integer>();
        var heard = new CompletableFuture<Void>();
        // What is told of it says that the connection is known.
        var session = Api.create("Terdengar");
        try {
            http.newWebSocketBuilder().header("Cookie", visitor.cookie()).header("Origin", visitor.origin())
                    .buildAsync(URI.create("ws://" + base.getAuthority() + "/ws"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                            heard.complete(null);
                            socket.request(1);
                            return null;
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                            closed.complete(code);
                            return null;
                        }
                    }).get(60, TimeUnit.SECONDS);
            heard.get(60, TimeUnit.SECONDS);
        } finally {
            Api.delete(session);
        }
        return closed;
    }

    private int stream(PageVisitor visitor, String origin) throws IOException, InterruptedException {
        try (var reader = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(base.resolve("/api/events")).header("Cookie", visitor.cookie())
                    .header("Accept", "text/event-stream");
            if (origin != null) {
                request.header("Origin", origin);
            }
            var answer = reader.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            reader.shutdownNow();
            return answer.statusCode();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
