package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import io.quarkus.test.common.http.TestHTTPResource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine on the simulated WhatsApp Web, with real Chromium and unmodified wa-js: linking, keeping and losing a link. */
abstract class SandboxFlowCases {

    @TestHTTPResource("/")
    URI base;

    private final PageRef page = EngineFixture.newPage();
    private final PageRef later = new PageRef(page.sessionId(), 2);
    private final List<PageRef> others = new ArrayList<>();
    private SandboxPhone phone;

    /** One for all tests: starting drivers takes longer than most of them. */
    private static EngineFixture fixture;

    @BeforeEach
    void openEngine() {
        phone = new SandboxPhone(base);
        phone.settings("{\"firstQrTtlMs\":60000,\"nextQrTtlMs\":20000,\"maxRefs\":6,\"syncMs\":500,\"resumeMs\":200}");
        if (fixture == null) {
            fixture = mode().engine(phone.page(), Map.of("pindai.browser.heartbeat-timeout", "6s"));
        }
    }

    @AfterEach
    void closePages() {
        phone.noFaults();
        assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
        assertThat(fixture.engine.close(later)).succeedsWithin(Duration.ofSeconds(60));
        others.forEach(other -> assertThat(fixture.engine.close(other)).succeedsWithin(Duration.ofSeconds(60)));
    }

    @AfterAll
    static void closeEngine() {
        fixture.close();
        assertThat(fixture.browserProcesses()).isEmpty();
        fixture = null;
    }

    /** How the sessions get their browsers. */
    abstract BrowserMode mode();

    @Test
    void aScannedQrLinksAndTheLinkOutlivesTheBrowser() {
        String wid = link();

        assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
        fixture.engine.open(later);

        PageSignal.Ready again = fixture.await(later, PageSignal.Ready.class);
        assertThat(again.wid()).isEqualTo(wid);
        assertThat(fixture.of(later, PageSignal.QrShown.class)).isEmpty();
        assertThat(fixture.of(later, PageSignal.Unlinked.class)).isEmpty();
        assertThat(fixture.of(later, PageSignal.Authenticated.class)).isEmpty();
    }

    @Test
    void theLinkOutlivesAKilledBrowser() {
        String wid = link();
        fixture.browser(page).destroyForcibly();
        assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);

        fixture.engine.open(later);

        assertThat(fixture.await(later, PageSignal.Ready.class).wid()).isEqualTo(wid);
    }

    @Test
    void codesRotateUntilThePageIsIdleAndRefreshStartsAnew() {
        phone.settings("{\"firstQrTtlMs\":8000,\"nextQrTtlMs\":5000,\"maxRefs\":3}");
        fixture.engine.open(page);

        fixture.await(page, PageSignal.Idle.class);

        var codes = fixture.of(page, PageSignal.QrShown.class);
        assertThat(codes).extracting(PageSignal.QrShown::qr).hasSize(3).doesNotHaveDuplicates()
                .allMatch(qr -> qr.split(",").length >= 4);
        assertThat(codes.getFirst().ttl()).isBetween(Duration.ofMillis(5000), Duration.ofMillis(8000));
        assertThat(codes.getLast().ttl()).isBetween(Duration.ofMillis(1000), Duration.ofMillis(5000));
        assertThat(fixture.of(page, PageSignal.Unlinked.class)).hasSize(1);
        assertThat(fixture.engine.refreshQr(page)).succeedsWithin(Duration.ofSeconds(60));
        await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.QrShown.class).size() > 3);
    }

    @Test
    void aPairingCodeLinks() {
        fixture.engine.open(page);
        fixture.await(page, PageSignal.QrShown.class);

        String code = fixture.engine.requestPairingCode(page, "6281234567890").toCompletableFuture().join();
        assertThat(code.replace("-", "")).hasSize(8);
        String wid = phone.enter(code, "6281234567890");

        assertThat(fixture.await(page, PageSignal.Ready.class).wid()).isEqualTo(wid);
    }

    @Test
    void logoutUnlinks() {
        String wid = link();

        assertThat(fixture.engine.logout(page)).succeedsWithin(EngineFixture.SOON);

        assertThat(fixture.of(page, PageSignal.LoggedOut.class)).hasSize(1);
        assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
        fixture.engine.open(later);
        fixture.await(later, PageSignal.Unlinked.class);
        assertThat(fixture.of(later, PageSignal.Ready.class)).isEmpty();
        assertThat(wid).endsWith("@c.us");
    }

    @Test
    void thePhoneCanUnlink() {
        String wid = link();

        phone.unlink(wid);

        assertThat(fixture.await(page, PageSignal.LoggedOut.class).reason()).isEqualTo("unknown_companion");
        assertThat(fixture.of(page, PageSignal.LoggedOut.class)).hasSize(1);
    }

    @Test
    void aLostConnectionIsSaidAndItsReturnToo() {
        String wid = link();

        phone.fault("{\"kind\":\"DISCONNECT\",\"target\":{\"wid\":\"" + wid + "\"},\"delayMs\":2500}");

        await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.Ready.class).size() == 2);
        assertThat(fixture.of(page, PageSignal.StateChanged.class)).extracting(PageSignal.StateChanged::socket)
                .contains("OPENING").last().isEqualTo("CONNECTED");
    }

    @Test
    void anotherWindowOfTheAccountIsAConflict() {
        String wid = link();

        phone.fault("{\"kind\":\"CONFLICT\",\"target\":{\"wid\":\"" + wid + "\"}}");

        await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.StateChanged.class).stream()
                .anyMatch(state -> "CONFLICT".equals(state.socket())));
    }

    @Test
    void aRefusedScanIsSaidWithItsReason() {
        fixture.engine.open(page);
        String qr = fixture.await(page, PageSignal.QrShown.class).qr();
        phone.fault("{\"kind\":\"REFUSE_SCAN\",\"target\":{\"qr\":\"" + qr + "\"}}");

        assertThatThrownBy(() -> phone.scan(qr)).hasMessageContaining("refused");

        assertThat(fixture.await(page, PageSignal.LoggedOut.class).reason()).isEqualTo("invalid_adv_status");
    }

    @Test
    void aMissingHookIsNamed() {
        phone.fault("{\"kind\":\"NO_HOOK\",\"target\":{\"next\":true}}");
        fixture.engine.open(page);

        assertThat(fixture.await(page, PageSignal.PageChanged.class).missingHook()).isEqualTo("ConnModel");
        assertThat(fixture.engine.status().missingHooks()).contains("ConnModel");
    }

    @Test
    void anIntactPageMissesNothing() {
        fixture.engine.open(page);
        fixture.await(page, PageSignal.QrShown.class);

        await().during(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(60))
                .until(() -> fixture.of(page, PageSignal.PageChanged.class).isEmpty());
    }

    @Test
    void aLaneRestsOnlyWhileNobodyWaits() {
        fixture.engine.open(page);
        String qr = fixture.await(page, PageSignal.QrShown.class).qr();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> !fixture.resting());

        phone.scan(qr);
        fixture.await(page, PageSignal.Ready.class);
        await().atMost(EngineFixture.SOON).pollInterval(Duration.ofMillis(20)).until(fixture::resting);
        assertThat(fixture.engine.screenshot(page)).as("a task wakes it").succeedsWithin(EngineFixture.SOON);
    }

    @Test
    void withoutAQrThePageStillSaysThatItIsNotLinked() {
        phone.fault("{\"kind\":\"NO_QR\",\"target\":{\"next\":true}}");
        fixture.engine.open(page);

        fixture.await(page, PageSignal.Unlinked.class);

        assertThat(fixture.of(page, PageSignal.QrShown.class)).isEmpty();
    }

    @Test
    void aHangingPageIsSilentAndReadyAgainAfterAReload() {
        String wid = link();
        ProcessHandle browser = fixture.browser(page);
        phone.fault("{\"kind\":\"HANG\",\"target\":{\"wid\":\"" + wid + "\"}}");
        fixture.await(page, PageSignal.Silent.class);

        assertThat(fixture.engine.reload(page)).succeedsWithin(EngineFixture.SOON);

        await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.Ready.class).size() == 2);
        assertThat(fixture.engine.reload(page)).as("of a page that answers").succeedsWithin(EngineFixture.SOON);
        await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.Ready.class).size() == 3);
        assertThat(fixture.of(page, PageSignal.Ready.class)).extracting(PageSignal.Ready::wid).containsOnly(wid);
        assertThat(fixture.of(page, PageSignal.QrShown.class)).as("no scan").hasSize(1);
        assertThat(fixture.of(page, PageSignal.LoggedOut.class)).isEmpty();
        assertThat(fixture.of(page, PageSignal.Failed.class)).isEmpty();
        assertThat(fixture.browser(page)).isEqualTo(browser);
    }

    @Test
    void aKilledDriverCostsNoLink() {
        PageRef other = EngineFixture.newPage();
        PageRef otherLater = new PageRef(other.sessionId(), 2);
        others.addAll(List.of(other, otherLater));
        String wid = link();
        fixture.engine.open(other);
        String otherWid = phone.scan(fixture.await(other, PageSignal.QrShown.class).qr());
        fixture.await(other, PageSignal.Ready.class);
        var browsers = List.of(fixture.browser(page), fixture.browser(other));

        fixture.drivers().forEach(ProcessHandle::destroyForcibly);

        assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
        assertThat(fixture.await(other, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
        fixture.engine.open(later);
        fixture.engine.open(otherLater);
        assertThat(fixture.await(later, PageSignal.Ready.class).wid()).isEqualTo(wid);
        assertThat(fixture.await(otherLater, PageSignal.Ready.class).wid()).isEqualTo(otherWid);
        assertThat(browsers).noneMatch(ProcessTree::runs);
    }

    @Test
    void aCrashingPageFails() {
        phone.fault("{\"kind\":\"CRASH\",\"target\":{\"next\":true}}");
        fixture.engine.open(page);

        assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
    }

    @Test
    void aCutConnectionIsUnreachable() {
        phone.fault("{\"kind\":\"NAVIGATION_FAILURE\",\"target\":{\"next\":true},\"delayMs\":5000}");
        fixture.engine.open(page);

        assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.UNREACHABLE);
    }

    @Test
    void aScreenshotIsAPngAndARemovedProfileIsGone() {
        fixture.engine.open(page);
        fixture.await(page, PageSignal.QrShown.class);

        assertThat(fixture.engine.screenshot(page).toCompletableFuture().join()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(fixture.engine.removeProfile(page.sessionId())).failsWithin(Duration.ofSeconds(5));
        assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
        assertThat(fixture.engine.removeProfile(page.sessionId())).succeedsWithin(Duration.ofSeconds(60));
        assertThat(Files.exists(fixture.directory.resolve("profiles").resolve(page.sessionId().toString()))).isFalse();
    }

    @Test
    void fourSessionsLinkSideBySide() {
        var pages = java.util.stream.Stream.generate(UUID::randomUUID).limit(4).map(id -> new PageRef(id, 1)).toList();
        others.addAll(pages);
        pages.forEach(fixture.engine::open);
        pages.forEach(one -> phone.scan(fixture.await(one, PageSignal.QrShown.class).qr()));

        assertThat(pages).extracting(one -> fixture.await(one, PageSignal.Ready.class).wid()).doesNotHaveDuplicates();
    }

    /** Scans the page's first code and waits until it is ready. */
    private String link() {
        fixture.engine.open(page);
        String wid = phone.scan(fixture.await(page, PageSignal.QrShown.class).qr());
        PageSignal.Ready ready = fixture.await(page, PageSignal.Ready.class);
        assertThat(ready.wid()).isEqualTo(wid);
        assertThat(ready.pushName()).isNotBlank();
        assertThat(fixture.of(page, PageSignal.Authenticated.class)).hasSize(1);
        assertThat(fixture.of(page, PageSignal.QrCleared.class)).hasSize(1);
        return wid;
    }
}
