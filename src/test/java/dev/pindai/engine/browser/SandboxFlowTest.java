package dev.pindai.engine.browser;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Timeout;

/** Where each session has a browser of its own. */
@QuarkusTest
@TestProfile(SandboxSwitchedOn.class)
@Timeout(120)
class SandboxFlowTest extends SandboxFlowCases {

    @Override
    BrowserMode mode() {
        return BrowserMode.OWN;
    }
}
