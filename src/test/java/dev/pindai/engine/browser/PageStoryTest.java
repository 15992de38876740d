package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.Test;

/** What follows from what a page says, without any page. */
class PageStoryTest {

    private static final String QR = "ref1,noise,identity,secret";
    private static final String WID = "628123@c.us";

    private final PageRef page = EngineFixture.newPage();
    private final PageStory story = new PageStory(page);

    @Test
    void mainOnTheQrScreenIsNotReady() {
        assertThat(said(state(null, "OPENING", "MAIN"))).containsExactly("StateChanged");
        assertThat(said(state(false, "UNPAIRED", "MAIN"))).containsExactly("StateChanged", "Unlinked");
    }

    @Test
    void aScanIsToldStepByStepAndOnlyOnce() {
        said(state(false, "UNPAIRED", "QR"));
        assertThat(said(qr(QR, null))).containsExactly("QrShown");
        assertThat(said(qr(QR, null))).isEmpty();
        assertThat(said(state(true, "OPENING", "SYNCING"))).containsExactly("StateChanged", "QrCleared", "Authenticated");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Ready");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).isEmpty();
    }

    @Test
    void itIsReadyWhileThePageIsLinkedAndConnected() {
        said(state(false, "UNPAIRED", "QR"));
        assertThat(story.ready()).as("not linked").isFalse();
        said(state(true, "OPENING", "SYNCING"));
        assertThat(story.ready()).as("syncing").isFalse();
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(story.ready()).isTrue();
        said(state(true, "OPENING", "MAIN"));
        assertThat(story.ready()).as("connecting").isFalse();
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(story.ready()).isTrue();
        story.leave();
        assertThat(story.ready()).as("loading").isFalse();
        said(state(true, "CONNECTED", "MAIN"));
        said(new PageMessage.LoggedOut(null));
        assertThat(story.ready()).as("logged out").isFalse();
    }

    @Test
    void aStoredLinkIsReadyWithoutBeingAuthenticatedAgain() {
        assertThat(said(state(true, "OPENING", "SYNCING"))).containsExactly("StateChanged");
        assertThat(said(state(true, "OPENING", "MAIN"))).containsExactly("StateChanged");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Ready");
    }

    @Test
    void aLinkIsReadyOnlyWhenItsAccountIsKnown() {
        assertThat(said(new PageMessage.State(true, "CONNECTED", "MAIN", null, null))).containsExactly("StateChanged");
        assertThat(story.follow(new PageMessage.State(true, "CONNECTED", "MAIN", "628123:7@c.us", null)))
                .containsExactly(new PageSignal.Ready(page.sessionId(), page.epoch(), WID, null));
    }

    @Test
    void withoutAWordOfItsConnectionNothingIsReady() {
        assertThat(said(state(true, null, "MAIN"))).containsExactly("StateChanged");
        assertThat(said(state(true, "CONNECTED", null))).containsExactly("StateChanged");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Ready");
    }

    @Test
    void aNewDocumentIsReadyOnlyWhenItSaysSo() {
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(said(new PageMessage.Hello())).containsExactly("Loading");
        assertThat(story.connection())
                .isEqualTo(new PageSignal.StateChanged(page.sessionId(), page.epoch(), null, null));
        assertThat(said(state(null, "OPENING", "SYNCING"))).containsExactly("StateChanged");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Ready");
    }

    @Test
    void whatAPageThatIsLeftSaidHoldsNoMore() {
        said(state(false, "UNPAIRED", "QR"));
        said(qr(QR, null));
        assertThat(story.leave()).extracting(signal -> signal.getClass().getSimpleName()).containsExactly("QrCleared",
                "Loading");
        assertThat(said(new PageMessage.Hello())).containsExactly("Loading");
        assertThat(said(state(false, "UNPAIRED", "QR"))).containsExactly("StateChanged");
        assertThat(said(qr("ref2,noise,identity,secret", null))).containsExactly("QrShown");
    }

    @Test
    void aPageThatCameBackBeforeItIsLoadedAnewIsSaidToBeLoading() {
        assertThat(story.leave()).as("the first document is on its way").isEmpty();
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(story.leave()).containsExactly(new PageSignal.Loading(page.sessionId(), page.epoch(), -1));
    }

    @Test
    void readyIsSaidAgainAfterTheConnectionWasLost() {
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(said(state(true, "TIMEOUT", "MAIN"))).containsExactly("StateChanged");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Ready");
    }

    @Test
    void logoutIsSaidOnceAndTheNextDocumentStartsAnew() {
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(said(new PageMessage.LoggedOut("unknown_companion"))).containsExactly("LoggedOut");
        assertThat(said(new PageMessage.LoggedOut(null))).isEmpty();
        assertThat(said(state(true, "CONNECTED", "MAIN"))).as("the page's old view").isEmpty();
        said(new PageMessage.Hello());
        assertThat(said(state(false, "UNPAIRED", "QR"))).containsExactly("StateChanged", "Unlinked");
        assertThat(said(state(true, "CONNECTED", "MAIN"))).containsExactly("StateChanged", "Authenticated", "Ready");
    }

    @Test
    void aLinkThatIsGoneWithoutAWordIsALogout() {
        said(state(true, "CONNECTED", "MAIN"));
        assertThat(said(state(false, "UNPAIRED", "QR"))).containsExactly("StateChanged", "LoggedOut", "Unlinked");
    }

    @Test
    void idleEndsTheQr() {
        said(state(false, "UNPAIRED", "QR"));
        said(qr(QR, null));
        assertThat(said(state(false, "UNPAIRED_IDLE", "QR"))).containsExactly("StateChanged", "QrCleared", "Idle");
        assertThat(said(state(false, "UNPAIRED_IDLE", "QR"))).isEmpty();
    }

    @Test
    void aLifetimeThePageDoesNotSayIsTheUsualOne() {
        assertThat(ttl(qr(QR, null))).isEqualTo(Duration.ofSeconds(60));
        assertThat(ttl(qr("ref2,noise,identity,secret", null))).isEqualTo(Duration.ofSeconds(20));
        assertThat(ttl(qr("ref3,noise,identity,secret", Duration.ofSeconds(7)))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void onlyANeededHookChangesThePage() {
        assertThat(said(new PageMessage.HookMissing("AltDeviceLinking", false))).isEmpty();
        assertThat(said(new PageMessage.HookMissing("ConnModel", true))).containsExactly("PageChanged");
    }

    @Test
    void aPasskeyThatIsAskedForIsWithdrawnOnce() {
        said(state(false, "UNPAIRED", "QR"));
        var request = new PageMessage.Passkey("{}", Duration.ofSeconds(60));
        assertThat(story.follow(request))
                .containsExactly(new PageSignal.PasskeyRequested(page.sessionId(), page.epoch(), "{}", Duration.ofSeconds(60)));
        assertThat(story.follow(new PageMessage.PasskeyGone(true)))
                .containsExactly(new PageSignal.PasskeyWithdrawn(page.sessionId(), page.epoch(), true));
        assertThat(said(new PageMessage.PasskeyGone(true))).isEmpty();
        said(request);
        assertThat(said(new PageMessage.Hello())).as("another document waits for nothing").contains("PasskeyWithdrawn");
    }

    private Duration ttl(PageMessage message) {
        return story.follow(message).stream().filter(PageSignal.QrShown.class::isInstance)
                .map(signal -> ((PageSignal.QrShown) signal).ttl()).findFirst().orElseThrow();
    }

    private List<String> said(PageMessage message) {
        return story.follow(message).stream().map(signal -> signal.getClass().getSimpleName()).toList();
    }

    private static PageMessage.State state(Boolean registered, String socket, String stream) {
        return new PageMessage.State(registered, socket, stream, Boolean.TRUE.equals(registered) ? WID : null, "Budi");
    }

    private static PageMessage.Qr qr(String code, Duration ttl) {
        return new PageMessage.Qr(code, ttl);
    }
}
