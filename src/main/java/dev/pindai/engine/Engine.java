package dev.pindai.engine;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What a session needs from WhatsApp Web: one page per session, on a profile directory of its own. No method blocks; each
 * stage ends within its deadline, with a {@link PageGoneException}, a {@link PageCallException} or a
 * {@link java.util.concurrent.TimeoutException} when it fails.
 */
public interface Engine {

    /** Whoever takes the signals of all pages. Set once, before the first {@link #open}. */
    void listener(PageListener listener);

    /**
     * Opens the session's page. What comes of it arrives as signals; a failure to open is a {@link PageSignal.Failed}.
     * Opening while another epoch of the same session is open closes that one first.
     */
    void open(PageRef page, PageSettings settings);

    /** The same with {@link PageSettings#DIRECT}. */
    default void open(PageRef page) {
        open(page, PageSettings.DIRECT);
    }

    /**
     * Closes the page, its context and its browser process; kills what is left at the deadline. Done when nothing of it
     * runs. After it no signal of this page is sent. A page that is not open is closed already.
     */
    CompletionStage<Void> close(PageRef page);

    /** Asks the page for a fresh QR, as the button on it does. */
    CompletionStage<Void> refreshQr(PageRef page);

    /**
     * Asks for a pairing code for this phone number.
     *
     * @param phoneNumber digits only, with country code, 8 to 15 of them
     */
    CompletionStage<String> requestPairingCode(PageRef page, String phoneNumber);

    /** Unlinks the account on WhatsApp's side; done when the page says that it is unlinked. */
    CompletionStage<Void> logout(PageRef page);

    /**
     * Loads the page anew in the same browser; a page that does not answer gets a new renderer. Done when the new document
     * is on its way; what comes of it arrives as signals.
     */
    CompletionStage<Void> reload(PageRef page);

    /**
     * Hands an assertion to the page that asked for a passkey with {@link PageSignal.PasskeyRequested}; fails with a
     * {@link PageCallException} if the page waits for none. Done when the page has it, whatever it makes of it.
     *
     * @param credential a PublicKeyCredential in WebAuthn's JSON form (AuthenticationResponseJSON)
     */
    CompletionStage<Void> answerPasskey(PageRef page, String credential);

    /** Where WhatsApp's pages are, such as {@code https://web.whatsapp.com}: the origin that an assertion must name. */
    String origin();

    /**
     * The page as PNG. Fails within seconds with a {@link java.util.concurrent.TimeoutException} if the page is busy, loading
     * or silent.
     *
     * @param veil whether codes that could link an account are covered, and pictures with them
     */
    CompletionStage<byte[]> screenshot(PageRef page, boolean veil);

    /** The same, with everything on it. */
    default CompletionStage<byte[]> screenshot(PageRef page) {
        return screenshot(page, false);
    }

    /** Removes the session's profile directory, login included. Its page must be closed. */
    CompletionStage<Void> removeProfile(UUID sessionId);

    /**
     * What is known of the session's page without asking it: of the open one, else of the one that ended last. Empty if there
     * was none since the service started, or too many others since.
     */
    Optional<PageReport> report(UUID sessionId);

    /** The session is gone: nothing is known of its pages any more. */
    void forget(UUID sessionId);

    /** What each open page's processes used when they were last measured; a page too young to be measured is missing. */
    Map<UUID, PageUsage> usage();

    /** Whether a browser can be started, and which. */
    EngineStatus status();
}
