package dev.pindai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pindai.testsupport.NodeModules;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Runs third-party WhatsApp Web clients, unmodified, on the simulated page: see {@code src/test/contract}. */
@QuarkusTest
@TestProfile(SandboxProfile.class)
class SandboxContractTest {

    private static final Logger LOG = Logger.getLogger(SandboxContractTest.class);
    private static final Path SUITE = Path.of("src", "test", "contract").toAbsolutePath();
    private static final Duration RUN_WITHIN = Duration.ofMinutes(4);

    @TestHTTPResource("/")
    URI base;

    @Test
    void thirdPartyClientsAcceptThePage() throws Exception {
        NodeModules.install(SUITE);
        run(RUN_WITHIN, "npm", "test");
        assertThat(injectedByTheEngine()).as("the wa-js that the engine injects is the one the suite has checked")
                .isEqualTo(Files.readAllBytes(SUITE.resolve("node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js")));
    }

    private static byte[] injectedByTheEngine() throws IOException {
        try (var stream = Thread.currentThread().getContextClassLoader()
                .getResourceAsStream("engine/wa-js/wppconnect-wa.js")) {
            return stream.readAllBytes();
        }
    }

    private void run(Duration within, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(SUITE.toFile()).redirectErrorStream(true);
        builder.environment().put("SANDBOX_URL", base.toString());
        builder.environment().put("PINDAI_KEY", SandboxProfile.KEY);
        builder.environment().put("PUPPETEER_SKIP_DOWNLOAD", "1");
        var process = builder.start();
        List<String> output = new ArrayList<>();
        var reader = Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {
            LOG.info(line);
            output.add(line);
        }));
        try {
            assertThat(process.waitFor(within.toSeconds(), TimeUnit.SECONDS)).as("%s ends in %s", command[1], within).isTrue();
            reader.join(Duration.ofSeconds(5));
            assertThat(process.exitValue()).as(() -> String.join(" ", command) + "\n" + String.join("\n", output)).isZero();
        } finally {
            // The suite's browsers too: they are children of its children.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
