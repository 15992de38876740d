package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.pindai.session.Reason;
import dev.pindai.session.ReasonText;
import dev.pindai.shared.DataDir;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Processes;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason a session can fail for is brought about by something real, and told with what exactly was seen. */
@QuarkusTest
@TestProfile(ReasonsTest.BreakableServer.class)
@Timeout(240)
class ReasonsTest {

    /** A server whose parts can be taken away, and that mends nothing by itself. */
    public static class BreakableServer implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            restore();
            return Map.of("pindai.heal.max-restarts", "0", "pindai.browser.executable", BROWSER.toString(),
                    "pindai.browser.driver-dir", DRIVER.toString(),
                    // A page that takes memory without end is out of it in a second, not in half a minute.
                    "pindai.browser.extra-args", "--js-flags=--max-old-space-size=192");
        }
    }

    private static final Path PARTS = Path.of("target", "breakable").toAbsolutePath();
    private static final Path BROWSER = PARTS.resolve("chromium");
    private static final Path DRIVER = PARTS.resolve("driver");

    /** Where each reason is brought about. A new reason needs a line here, and a test behind it. */
    private static final Map<Reason, String> PRODUCED = Map.ofEntries(
            Map.entry(Reason.QR_TIMEOUT, "dev.pindai.flow.FaultsTest#noQrAtAllIsAQrTimeout"),
            Map.entry(Reason.QR_NOT_SCANNED, "dev.pindai.flow.FaultsTest#codesThatNobodyScansAreAQrTimeout"),
            Map.entry(Reason.SYNC_TIMEOUT, "dev.pindai.flow.FaultsTest#syncingThatNeverEndsIsASyncTimeout"),
            Map.entry(Reason.AUTH_FAILURE, "dev.pindai.flow.FaultsTest#aRefusedScanIsAnAuthFailure"),
            Map.entry(Reason.LOGGED_OUT, "dev.pindai.flow.LinkingTest#anUnlinkAtThePhoneIsToldAndEndsTheSession"),
            Map.entry(Reason.BROWSER_CRASHED, "dev.pindai.flow.ReasonsTest#aLinkedPageInTrouble"),
            Map.entry(Reason.BROWSER_NOT_FOUND, "dev.pindai.flow.ReasonsTest#aServerThatLacksSomething"),
            Map.entry(Reason.PAGE_UNREACHABLE, "dev.pindai.flow.FaultsTest#anAddressThatDoesNotAnswerIsUnreachable"),
            Map.entry(Reason.PAGE_CHANGED, "dev.pindai.flow.FaultsTest#aMissingHookIsAChangedPage"),
            Map.entry(Reason.PROXY_FAILED, "dev.pindai.flow.ReasonsTest#aLinkedPageInTrouble"),
            Map.entry(Reason.PROFILE_LOCKED, "dev.pindai.flow.ReasonsTest#aProfileInAForeignBrowsersHands"),
            Map.entry(Reason.DISK_FULL, "dev.pindai.flow.ReasonsTest#aServerThatLacksSomething"),
            Map.entry(Reason.OUT_OF_MEMORY, "dev.pindai.flow.ReasonsTest#aLinkedPageInTrouble"),
            Map.entry(Reason.CONFLICT, "dev.pindai.flow.ReasonsTest#aLinkedPageInTrouble"),
            Map.entry(Reason.BANNED, "dev.pindai.flow.ReasonsTest#aLinkedPageInTrouble"),
            Map.entry(Reason.PASSKEY_REQUIRED, "dev.pindai.flow.PasskeyTest#aPasskeyThatNobodyShowsInTimeEndsTheSession"),
            Map.entry(Reason.CAPACITY, "dev.pindai.flow.CapacityTest#aSessionThatMendsItselfWaitsUntilThereIsRoom"),
            Map.entry(Reason.INTERNAL, "dev.pindai.flow.ReasonsTest#aServerThatLacksSomething"));

    /** Trouble of a linked page: the sandbox's fault, the reason it must come to, and what is seen of it. */
    private enum Trouble {
        BAN(Reason.BANNED, "TOS_BLOCK"),
        PROXY_BLOCK(Reason.PROXY_FAILED, "PROXYBLOCK"),
        OLD_VERSION(Reason.PAGE_CHANGED, "DEPRECATED_VERSION"),
        CONFLICT(Reason.CONFLICT, "elsewhere"),
        CRASH(Reason.BROWSER_CRASHED, "renderer"),
        OUT_OF_MEMORY(Reason.OUT_OF_MEMORY, "memory");

        private final Reason reason;
        private final String seen;

        Trouble(Reason reason, String seen) {
            this.reason = reason;
            this.seen = seen;
        }
    }

    @Inject
    DataDir data;

    @AfterEach
    void clean() {
        restore();
        Api.noFaults();
        Api.deleteAll();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aReasonIsBroughtAboutSomewhere(Reason reason) throws ReflectiveOperationException {
        assertThat(PRODUCED).containsKey(reason);
        var place = PRODUCED.get(reason).split("#");
        assertThat(Class.forName(place[0]).getDeclaredMethod(place[1]).isAnnotationPresent(Test.class)).isTrue();
    }

    @Test
    void aLinkedPageInTrouble() {
        var id = Api.create("Ada masalah");
        var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        for (var trouble : Trouble.values()) {
            Api.awaitStatus(id, "READY");
            Api.fault(trouble.name(), Map.of("wid", wid), 0);
            failed(id, trouble.reason, "RUNNING", trouble.seen);
            assertThat(lastEvents(id, 2)).containsExactly("status FAILED " + trouble.reason,
                    "disconnected " + trouble.reason + " false");
            // The login was kept: another start needs no scan.
            Api.noFaults();
            Api.post(id, "start").statusCode(202);
        }
        Api.awaitStatus(id, "READY");
        assertThat(lastEvents(id, 1000)).filteredOn(event -> event.startsWith("qr")).hasSize(1);
    }

    @Test
    void aBanWhileTheQrIsShownIsToldToo() {
        var id = Api.create("Belum tertaut");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        Api.fault("BAN", Map.of("qr", qr), 0);
        failed(id, Reason.BANNED, "RUNNING", "TOS_BLOCK");
        assertThat(lastEvents(id, 1)).containsExactly("status FAILED BANNED");
    }

    @Test
    void aServerThatLacksSomething() throws IOException {
        var id = Api.create("Server rusak");
        Files.delete(BROWSER);
        Api.post(id, "start").statusCode(202);
        failed(id, Reason.BROWSER_NOT_FOUND, "RUNNING", BROWSER.toString());

        restore();
        Files.delete(DRIVER);
        Api.post(id, "start").statusCode(202);
        failed(id, Reason.INTERNAL, "RUNNING", "pindai.browser.driver-dir");

        restore();
        var profiles = data.directory("profiles");
        var away = Files.move(profiles, profiles.resolveSibling("profiles-away"));
        try {
            // A file system that really has no room left, whatever the machine.
            Files.createSymbolicLink(profiles, Path.of("/proc"));
            Api.post(id, "start").statusCode(202);
            failed(id, Reason.DISK_FULL, "RUNNING", "0 MB are free");
        } finally {
            Files.deleteIfExists(profiles);
            Files.move(away, profiles);
        }
        // Nothing of it lasts.
        Api.post(id, "start?wait=qr").statusCode(200);
    }

    @Test
    void aProfileInAForeignBrowsersHands() throws IOException {
        var id = Api.create("Profil dipinjam");
        var profile = data.directory("profiles").resolve(id);
        var foreign = new ProcessBuilder(BROWSER.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--user-data-dir=" + profile, "--remote-debugging-port=0", "about:blank").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(profile.resolve("SingletonLock"), LinkOption.NOFOLLOW_LINKS));
            Api.post(id, "start").statusCode(202);
            failed(id, Reason.PROFILE_LOCKED, "RUNNING", "process " + foreign.pid());
            assertThat(foreign.isAlive()).isTrue();
            assertThat(Files.exists(profile.resolve("SingletonLock"), LinkOption.NOFOLLOW_LINKS)).isTrue();
        } finally {
            var family = Stream.concat(Stream.of(foreign.toHandle()), foreign.descendants()).toList();
            family.forEach(ProcessHandle::destroyForcibly);
            await().atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(id).isEmpty());
        }
        // The lock it left is a dead one's now.
        Api.post(id, "start?wait=qr").statusCode(200);
    }

    private static void failed(String id, Reason reason, String desired, String seen) {
        var session = Api.awaitStatus(id, "FAILED");
        assertThat(session.getString("reason")).isEqualTo(reason.name());
        assertThat(session.getString("detail")).containsIgnoringCase(seen);
        assertThat(session.getString("desired")).isEqualTo(desired);
        for (var language : List.of("en", "id")) {
            assertThat(call().header("Accept-Language", language).get("/api/sessions/{id}", id).then().extract()
                    .<String> path("message")).isEqualTo(ReasonText.sentence(reason, Locale.of(language)));
        }
    }

    /** Event and what matters of its data, the newest last. */
    private static List<String> lastEvents(String id, int count) {
        var all = call().get("/api/sessions/{id}/events?limit=1000", id).then().extract().jsonPath()
                .getList("items", Map.class).stream().map(ReasonsTest::words).toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private static String words(Map<?, ?> frame) {
        var details = (Map<?, ?>) frame.get("data");
        return Stream.of(frame.get("event"), details.get("status"), details.get("reason"), details.get("willRetry"))
                .filter(word -> word != null).map(String::valueOf).reduce((a, b) -> a + " " + b).orElseThrow();
    }

    /** Puts back what a test took away. */
    private static void restore() {
        try {
            Files.createDirectories(PARTS);
            link(BROWSER, browser());
            link(DRIVER, Path.of("target", "playwright-driver").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path name, Path target) throws IOException {
        if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(name, target);
        }
    }

    private static Path browser() {
        return Arrays.stream(System.getenv("PATH").split(":")).flatMap(directory -> Stream
                .of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome").map(Path.of(directory)::resolve))
                .filter(Files::isExecutable).findFirst().orElseThrow();
    }
}
