package dev.pindai.engine.browser;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The sandbox on, quick, with a key the tests know. */
public class SandboxSwitchedOn implements QuarkusTestProfile {

    static final String KEY = "engine-test-key-0123456789abcdef";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("pindai.sandbox.enabled", "true",
                "pindai.sandbox.sync-duration", "0.5S",
                "pindai.data-dir", EngineFixture.newDirectory().toString(),
                "pindai.security.admin-key", KEY);
    }
}
