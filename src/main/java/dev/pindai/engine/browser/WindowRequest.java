package dev.pindai.engine.browser;

import java.net.URI;
import java.util.OptionalInt;

/**
 * All that a page's window is opened with.
 *
 * @param address where it will go
 * @param relayPort of the relay on 127.0.0.1 that is its only way to that; empty if it goes directly
 */
record WindowRequest(BrowserPage page, ProfileDirectory profile, BrowserFinder.Browser browser, DriverFinder.Driver driver,
        URI address, OptionalInt relayPort) {
}
