package dev.pindai.engine.browser;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Timeout;

/** The same ways out where sessions share browsers. */
@QuarkusTest
@TestProfile(SandboxSwitchedOn.class)
@Timeout(120)
class SharedProxiedPageTest extends ProxiedPageCases {

    @Override
    BrowserMode mode() {
        return BrowserMode.SHARED;
    }
}
