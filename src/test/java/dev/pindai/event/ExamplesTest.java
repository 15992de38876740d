package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Fences;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.NodeModules;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents show of events, run as a reader would. */
@QuarkusTest
@Timeout(240)
class ExamplesTest {

    private static final Path NPM = Path.of("src", "test", "socketio").toAbsolutePath();

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;
    @TempDir
    Path folder;

    private final HookReceiver receiver = new HookReceiver();

    @AfterEach
    void clean() {
        HookApi.deleteAll();
        receiver.close();
    }

    @Test
    void callsOfTheReadme() throws Exception {
        var id = UUID.fromString(Api.create("Toko"));
        // The examples go on after the fourth event.
        LongStream.rangeClosed(2, 5).forEach(seq -> streams.ready(id, seq));
        for (var heading : new String[] { "### Nothing is lost", "### Server-sent events", "## Webhooks" }) {
            for (var block : Fences.of("sh", "README.md", heading)) {
                run(block, "id=" + id);
            }
        }
    }

    @Test
    void callsOfWebhooks() throws Exception {
        var id = UUID.fromString(Api.create("Toko"));
        receiver.answer(404);
        var hook = HookApi.create(receiver.url("/hook"), Map.of());
        streams.ready(id, 1);
        var delivery = HookApi.await(hook, "DEAD", 1).getFirst().get("id");
        var blocks = Fences.of("sh", "docs/webhooks.md", "");
        assertThat(blocks).hasSizeGreaterThan(2);
        for (var block : blocks) {
            run(block, "hook=" + hook + " delivery=" + delivery);
        }
    }

    @ParameterizedTest
    @CsvSource({ "README.md, ## Live events, is connected", "README.md, ## Socket.IO clients, is connected as Budi",
            "docs/client.md, ## In Node, ready" })
    void programs(String document, String heading, String says) throws Exception {
        var id = UUID.fromString(Api.create("Toko"));
        NodeModules.install(NPM);
        Files.createSymbolicLink(folder.resolve("node_modules"), NPM.resolve("node_modules"));
        run("curl -o pindai-client.mjs http://localhost:8080/assets/pindai-client.js", "id=" + id);
        var program = folder.resolve("example.mjs");
        Files.writeString(program, "const key = process.argv[2]\n" + here(Fences.of("js", document, heading).getFirst()));
        var out = folder.resolve("out").toFile();
        var process = new ProcessBuilder("node", "--experimental-websocket", "--no-warnings", program.toString(),
                TestKey.value()).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out).start();
        try {
            var mark = new AtomicInteger();
            await(heading).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300)).until(() -> {
                streams.append(new SessionEvent.Ready(id, mark.incrementAndGet() + "@c.us", "+62", "Budi"));
                assertThat(process.isAlive()).as(Files.readString(out.toPath())).isTrue();
                return Files.readString(out.toPath()).contains(says);
            });
        } finally {
            process.destroyForcibly();
        }
    }

    /** The lines of a block that call curl; those that never end are heard for a second. Fails at the first refusal. */
    private void run(String block, String variables) throws IOException, InterruptedException {
        var script = folder.resolve("block.sh");
        Files.writeString(script, """
                set -eo pipefail
                api=%s key="X-Api-Key: %s" json="Content-Type: application/json" %s
                curl() {
                  local long=
                  [ "$1" = -N ] && long=yes
                  command curl --fail-with-body --max-time $([ $long ] && echo 1 || echo 10) "$@" || [ "$long$?" = yes28 ]
                }
                command -v jq >/dev/null || jq() { cat; }
                """.formatted(here("http://localhost:8080"), TestKey.value(), variables) + here(curls(block)));
        var out = folder.resolve("said").toFile();
        var process = new ProcessBuilder("bash", script.toString()).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(out).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(block + "\n" + Files.readString(out.toPath())).isZero();
    }

    private static String curls(String block) {
        return String.join("\n", block.lines().filter(line -> line.startsWith("curl ")).toList()) + "\n";
    }

    private String here(String text) {
        return text.replace("localhost:8080", base.getAuthority());
    }
}
