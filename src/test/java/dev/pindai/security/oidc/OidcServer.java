package dev.pindai.security.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.pindai.testsupport.NodeModules;
import dev.pindai.testsupport.Ports;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** An OpenID Connect server from npm, {@code src/test/oidc}, and Pindai set up for it. */
public final class OidcServer implements QuarkusTestResourceLifecycleManager {

    private static final Path FOLDER = Path.of("src", "test", "oidc").toAbsolutePath();
    private static final Path LOG = Path.of("target", "oidc-server.log");

    private Process process;

    @Override
    public Map<String, String> start() {
        var port = Ports.free();
        try {
            NodeModules.install(FOLDER);
            process = new ProcessBuilder("node", "server.js", String.valueOf(port)).directory(FOLDER.toFile())
                    .redirectError(LOG.toFile()).start();
            var line = CompletableFuture.supplyAsync(() -> process.inputReader().lines().findFirst().orElse(""),
                    Thread::startVirtualThread).get(120, TimeUnit.SECONDS);
            if (!line.equals("listening")) {
                throw new IllegalStateException("The OpenID Connect server did not start: see " + LOG);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The OpenID Connect server did not start: see " + LOG, e);
        }
        return Map.of("pindai.oidc.enabled", "true",
                "pindai.oidc.issuer", "http://localhost:" + port,
                "pindai.oidc.client-id", "pindai",
                "pindai.oidc.client-secret", "a-secret-of-the-tests-that-is-long-enough",
                "pindai.oidc.name", "Melati",
                "pindai.oidc.tenant-claim", "tenant",
                "pindai.oidc.scopes-claim", "groups",
                "pindai.oidc.roles.wa-operators", "read,control");
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
