package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import jakarta.inject.Inject;

import dev.pindai.engine.Engine;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Test;

/** With the sandbox on, pages open at the port the service really got, by the name the login belongs to. */
@QuarkusTest
@TestProfile(SandboxSwitchedOn.class)
class WhatsAppAddressTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    WhatsAppAddress address;

    @Inject
    Engine engine;

    @Test
    void theSandboxIsFoundAtTheRealPort() {
        assertThat(address.get()).isEqualTo(URI.create("http://localhost:" + base.getPort() + "/sandbox/web/"));
    }

    @Test
    void theEngineIsThereAndUsable() {
        assertThat(engine.status().usable()).as(engine.status().problem()).isTrue();
        assertThat(engine.status().browser()).contains("hrom");
    }
}
