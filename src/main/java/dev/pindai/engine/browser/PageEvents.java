package dev.pindai.engine.browser;

/** What a window tells the page it belongs to. Called on the lane's thread: no call of Playwright may be made inside. */
interface PageEvents extends TaskOwner {

    /** Something came through the binding, from the main frame on WhatsApp's origin. */
    void said(Object argument);

    /** Where what goes on in the window is remembered. */
    PageLog log();
}
