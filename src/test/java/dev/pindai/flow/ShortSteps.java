package dev.pindai.flow;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Steps of linking that expire while one watches. */
public class ShortSteps implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("pindai.session.passkey-timeout", "30s", "pindai.qr.pairing-code-ttl", "10s");
    }
}
