package dev.pindai.event.socketio;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;

import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of which sites may connect, and when the cookie of somebody who is signed in counts. */
@QuarkusTest
@Timeout(240)
class SocketIoOriginTest {

    private static final String PATH = "/socket.io/?" + RawClient.HANDSHAKE;
    /** In the allow list of the tests. */
    private static final String LISTED = "http://front.localhost";
    private static final String STRANGE = "https://evil.example";

    @TestHTTPResource
    URI self;

    @Test
    void aListedSiteMayPoll() throws Exception {
        given().header("Origin", LISTED).get(PATH).then().statusCode(200).header("Access-Control-Allow-Origin", LISTED);
        given().header("Origin", LISTED).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-api-key").options(PATH).then().statusCode(200)
                .header("Access-Control-Allow-Origin", LISTED)
                .header("Access-Control-Allow-Headers", containsStringIgnoringCase("x-api-key"));
        try (var client = RawClient.open(self, "Origin", LISTED)) {
            assertThat(client.connect(RawClient.key())).startsWith("40{");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { STRANGE, "null", "http://front.localhost.evil.example", "http://front.localhost:81" })
    void noOtherSiteMay(String origin) {
        given().header("Origin", origin).get(PATH).then().statusCode(403).header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", origin).post(PATH).then().statusCode(403);
        assertThat(RawSocket.status(self, null, "Origin", origin)).isEqualTo(403);
        assertThat(RawSocket.status(self, null, "Origin", origin, TestKey.HEADER, TestKey.value())).isEqualTo(403);
    }

    @Test
    void socketsOpenForListedSitesOurOwnPagesAndPrograms() {
        assertThat(RawSocket.status(self, null, "Origin", LISTED)).isEqualTo(101);
        assertThat(RawSocket.status(self, null, "Origin", own())).isEqualTo(101);
        assertThat(RawSocket.status(self, null)).isEqualTo(101);
    }

    @Test
    void theCookieCountsOnOurOwnPages() throws Exception {
        var cookie = signIn();
        try (var page = RawClient.open(self, "Cookie", cookie, "Origin", own())) {
            assertThat(page.connect("")).startsWith("40{");
            try (var socket = new RawSocket(self, page.sid(), "Cookie", cookie, "Origin", own())) {
                socket.say("2probe");
                assertThat(socket.next()).isEqualTo("3probe");
            }
        }
        try (var socket = new RawSocket(self, null, "Cookie", cookie, "Origin", own())) {
            socket.next();
            socket.say("40");
            assertThat(socket.next()).startsWith("40{");
        }
        // Browsers send no Origin where a page only reads from where it came from.
        given().header("Cookie", cookie).get(PATH).then().statusCode(200);
    }

    @Test
    void theCookieIsNothingOnOtherPagesAndInOtherPrograms() throws Exception {
        var cookie = signIn();
        for (var headers : new String[][] { { "Cookie", cookie, "Origin", LISTED }, { "Cookie", cookie } }) {
            try (var socket = new RawSocket(self, null, headers)) {
                socket.next();
                socket.say("40");
                assertThat(socket.next()).startsWith("44{").contains("UNAUTHORIZED");
                socket.say("40" + RawClient.key());
                assertThat(socket.next()).startsWith("40{");
            }
        }
        try (var page = RawClient.open(self, "Cookie", cookie, "Origin", LISTED)) {
            assertThat(page.connect("")).startsWith("44{").contains("UNAUTHORIZED");
            assertThat(page.connect(RawClient.key())).startsWith("40{");
        }
    }

    @Test
    void aConnectionOfOurOwnPageIsNobodyElses() throws Exception {
        var cookie = signIn();
        try (var page = RawClient.open(self, "Cookie", cookie, "Origin", own())) {
            var address = "/socket.io/?" + page.query();
            given().header("Cookie", cookie).header("Origin", LISTED).get(address).then().statusCode(403);
            given().header("Cookie", cookie).header("Origin", LISTED).body("40").post(address).then().statusCode(403);
            given().header("Cookie", cookie).body("40").post(address).then().statusCode(403);
            assertThat(RawSocket.status(self, page.sid(), "Cookie", cookie, "Origin", LISTED)).isEqualTo(403);
            assertThat(page.connect("")).startsWith("40{");
        }
    }

    @Test
    void signingOutEndsPolling() throws Exception {
        var cookie = signIn();
        try (var page = RawClient.open(self, "Cookie", cookie, "Origin", own())) {
            assertThat(page.connect("")).startsWith("40{");
            PageVisitor.of(cookie.substring(cookie.indexOf('=') + 1), self).call()
                    .contentType("application/x-www-form-urlencoded").post("/logout").then().statusCode(303);
            assertThat(page.poll().statusCode()).as("it is gone, or about to go").isIn(400, 403);
        }
    }

    private String signIn() {
        return "pindai_session=" + given().redirects().follow(false).formParam("key", TestKey.value()).post("/login")
                .cookie("pindai_session");
    }

    private String own() {
        return "http://" + self.getAuthority();
    }
}
