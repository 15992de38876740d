package dev.pindai.engine.browser;

/** Where each session has a browser of its own. */
class ConfinementTest extends ConfinementCases {

    @Override
    BrowserMode mode() {
        return BrowserMode.OWN;
    }
}
