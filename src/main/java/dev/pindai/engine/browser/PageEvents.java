package dev.pindai.engine.browser;

import dev.pindai.engine.PageFailure;

/** What a window tells the page it belongs to. Called on the lane's thread: no call of Playwright may be made inside. */
interface PageEvents {

    /** Something came through the binding, from the main frame on WhatsApp's origin. */
    void said(Object argument);

    /** Where what goes on in the window is remembered. */
    PageLog log();

    /** The window can't go on. */
    void failed(PageFailure failure, String detail);
}
