package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.pindai.engine.PageProxy;
import dev.pindai.engine.PageProxy.Scheme;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Real proxies with a login, HTTP, HTTPS and SOCKS5, in one process of their own: {@code src/test/proxies}. What they were
 * asked for is kept here; closing ends the process.
 */
public final class TestProxies implements AutoCloseable {

    public static final String USERNAME = "budi";
    /** Found nowhere else, so that a leak is known for one; with characters that need escaping in an address. */
    public static final String PASSWORD = "s3cret@pr0xy:5pell";

    /** A target that a proxy was asked for; {@code host} is as it was asked, a name or an address. */
    public record Asked(String proxy, String host, int port, boolean login, boolean tunnel) {
    }

    private static final Path FOLDER = Path.of("src", "test", "proxies").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path certificate;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile JsonNode ports;

    public TestProxies() {
        try {
            NodeModules.install(FOLDER);
            certificate = Files.createTempFile(Path.of("target").toAbsolutePath(), "proxy-", ".pem");
            var builder = new ProcessBuilder("node", "proxies.js").directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("PROXY_USERNAME", USERNAME);
            builder.environment().put("PROXY_PASSWORD", PASSWORD);
            builder.environment().put("PROXY_CERTIFICATE", certificate.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(this::read));
        Awaitility.await("the proxies").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> ports != null);
    }

    /** The proxy that speaks this way, with our username and a password. */
    public PageProxy proxy(Scheme scheme, String password) {
        return new PageProxy(scheme, "localhost", port(name(scheme)), USERNAME, password);
    }

    public String server(Scheme scheme) {
        return server(name(scheme));
    }

    private static String name(Scheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code socks5://localhost:1080}. */
    public String server(String scheme) {
        return scheme + "://localhost:" + port(scheme);
    }

    public int port(String scheme) {
        return ports.get(scheme).asInt();
    }

    /** What the HTTPS proxy's certificate is trusted by. */
    public Path certificate() {
        return certificate;
    }

    /** What this proxy was asked for since the last {@link #forget}. */
    public List<Asked> asked(String proxy) {
        return asked.stream().filter(one -> one.proxy().equals(proxy)).toList();
    }

    public void forget() {
        asked.clear();
    }

    private void read(String line) {
        try {
            JsonNode said = JSON.readTree(line);
            if (said.has("ready")) {
                ports = said.get("ready");
            } else {
                asked.add(new Asked(said.get("proxy").asText(), said.path("host").asText(), said.path("port").asInt(),
                        said.path("login").asBoolean(), said.path("tunnel").asBoolean()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The proxies said " + line, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
            Files.deleteIfExists(certificate);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
