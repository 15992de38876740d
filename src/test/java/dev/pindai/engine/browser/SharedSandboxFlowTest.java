package dev.pindai.engine.browser;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Timeout;

/** The same flows where sessions share browsers. */
@QuarkusTest
@TestProfile(SandboxSwitchedOn.class)
@Timeout(120)
class SharedSandboxFlowTest extends SandboxFlowCases {

    @Override
    BrowserMode mode() {
        return BrowserMode.SHARED;
    }
}
