package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pindai.testsupport.Fences;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receivers that the documentation shows, as they stand there: they take what is genuine and nothing else. */
class ReceiverExamplesTest {

    private static final String SECRET = "my-secret-key";
    private static final String BODY = "{\"event\":\"ready\"}";

    @TempDir
    Path folder;

    @Test
    void javaScript() throws Exception {
        var answers = run("js", "receiver.mjs", """
                const secret = process.argv[2], express = { raw: () => null }
                let receive
                const app = { post: (path, raw, handler) => { receive = handler } }
                """,
                """
                        for (let i = 3; i < process.argv.length; i += 2) {
                          const [header, body] = process.argv.slice(i, i + 2)
                          receive({ get: () => header || undefined, body: Buffer.from(body) }, { sendStatus: (status) => console.log(status) })
                        }
                        """,
                "node");
        assertThat(answers).isEqualTo(expected("204", "401"));
    }

    @Test
    void python() throws Exception {
        var answers = run("python", "receiver.py", """
                import json, sys
                secret = sys.argv[1]
                class App:
                    def post(self, path):
                        return lambda handler: handler
                class Request:
                    def __init__(self, header, body):
                        self.headers, self.body = {"X-Pindai-Signature": header} if header else {}, body
                    def get_data(self):
                        return self.body.encode()
                    def get_json(self):
                        return json.loads(self.body)
                app = App()
                """, """
                for i in range(2, len(sys.argv), 2):
                    request = Request(sys.argv[i], sys.argv[i + 1])
                    print(pindai()[1])
                """, "python3");
        assertThat(answers).isEqualTo(expected("204", "401"));
    }

    @Test
    void java() throws Exception {
        var answers = run("java", "Receiver.java", """
                import static java.nio.charset.StandardCharsets.UTF_8;
                import java.security.*; import java.util.*; import java.util.stream.*;
                import javax.crypto.Mac; import javax.crypto.spec.SecretKeySpec;
                public class Receiver {
                """, """
                public static void main(String[] args) throws GeneralSecurityException {
                    for (int i = 1; i < args.length; i += 2) {
                        System.out.println(genuine(args[i], args[i + 1].getBytes(UTF_8), args[0]));
                    }
                }
                }
                """, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(answers).isEqualTo(expected("true", "false"));
    }

    /** A header and a body for each request. */
    private static List<String> requests() {
        var now = Instant.now();
        var good = signature(now);
        return List.of(good, BODY, good, BODY + " ", signature(now.minusSeconds(400)), BODY, signature(now.plusSeconds(400)),
                BODY,
                good.replaceAll(",.*", ""), BODY, good.replaceAll(".*,", ""), BODY, "t=x,v1=" + "z".repeat(64), BODY,
                good.replaceAll("v1=..", "v1=zz"), BODY, "nonsense", BODY, "", BODY);
    }

    private static List<String> expected(String good, String bad) {
        var all = new ArrayList<>(List.of(good));
        while (all.size() < requests().size() / 2) {
            all.add(bad);
        }
        return all;
    }

    private static String signature(Instant at) {
        return Signature.headers(SECRET, at, BODY.getBytes(StandardCharsets.UTF_8)).get("X-Pindai-Signature");
    }

    private List<String> run(String language, String name, String before, String after, String... command)
            throws IOException, InterruptedException {
        var file = folder.resolve(name);
        Files.writeString(file, before + Fences.of(language, "docs/webhooks.md", "### Verify it").getFirst() + after);
        var all = new ArrayList<>(List.of(command));
        all.add(file.toString());
        all.add(SECRET);
        all.addAll(requests());
        var errors = folder.resolve("errors");
        var process = new ProcessBuilder(all).redirectError(errors.toFile()).start();
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return lines;
    }
}
