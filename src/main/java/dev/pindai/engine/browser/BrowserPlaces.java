package dev.pindai.engine.browser;

/** Finds pages their place: a browser of their own, or a share of one. */
interface BrowserPlaces {

    /** A place that is not taken yet. Returns at once. */
    BrowserPlace of(WindowRequest request);
}
