package dev.pindai.engine.browser;

/** What a window tells the page it belongs to. Called on the lane's thread: no call of Playwright may be made inside. */
interface PageEvents extends TaskOwner {

    /** Something came through the binding, from the main frame on WhatsApp's origin. */
    void said(Object argument);

    /**
     * The page was kept from leaving WhatsApp's origin.
     *
     * @param where what it was to go to, without secrets
     * @param redirected whether one of WhatsApp's own addresses sent it there
     */
    void kept(String where, boolean redirected);

    /** Has something done on the lane's thread that can't be done within a call of Playwright's. Returns at once. */
    void later(Runnable work);

    /** Where what goes on in the window is remembered. */
    PageLog log();
}
