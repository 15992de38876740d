package dev.pindai.engine.browser;

/** The same where sessions share browsers. */
class SharedConfinementTest extends ConfinementCases {

    @Override
    BrowserMode mode() {
        return BrowserMode.SHARED;
    }
}
