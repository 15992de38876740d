package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;

import javax.imageio.ImageIO;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.QrReader;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What somebody gets who has to find out what is wrong with a session: enough to help, nothing that opens anything. */
@QuarkusTest
@Timeout(180)
class DiagnosticsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "628129876543";

    @TestHTTPResource("/")
    URI base;

    private final List<String> secrets = new ArrayList<>(List.of(TestKey.value(), NUMBER));

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aSessionIsLookedIntoAtEachStageOfItsLife() throws IOException {
        var id = Api.create("Sakit kepala");
        var fresh = diagnostics(id);
        assertThat(json(fresh, "summary.json").at("/session/status").asText()).isEqualTo("STOPPED");
        assertThat(fresh).containsKeys("README.txt", "history.json", "events.ndjson", "page.json", "console.log",
                "screenshot.txt");
        call().get("/api/sessions/{id}/screenshot", id).then().statusCode(409).body("code", equalTo("PAGE_NOT_OPEN"));

        try (var live = LiveClient.connect(base, "session=" + id)) {
            var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
            keepQr(qr);
            // It is drawn a moment after it is told.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(QrReader.read(picture(screenshot(id)))).isEqualTo(qr));
            var waiting = diagnosticsWithPicture(id);
            assertThatThrownBy(() -> QrReader.read(picture(waiting.get("screenshot.png")))).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("No QR");

            secrets.add(call().body(Map.of("phoneNumber", "+" + NUMBER)).post("/api/sessions/{id}/pairing-code", id).then()
                    .statusCode(200).extract().path("code"));
            assertThat(text(diagnostics(id), "screenshot.txt")).contains("pairing code");

            call().body(Map.of("code", secrets.getLast(), "phoneNumber", "+" + NUMBER)).post("/sandbox/phone/pair").then()
                    .statusCode(200);
            live.await("ready");
            live.frames("qr").forEach(frame -> keepQr(frame.at("/data/qr").asText()));
        }
        var ready = diagnosticsWithPicture(id);
        var summary = json(ready, "summary.json");
        assertThat(summary.at("/session/wid").asText()).isEqualTo("6281******43@c.us");
        assertThat(summary.at("/service/engine/browser").asText()).contains("hrom");
        assertThat(summary.at("/whatsapp").asText()).isEqualTo("2.3000.1040000000");
        assertThat(summary.at("/waJs").asText()).isNotBlank();
        assertThat(summary.at("/service/settings/pindai.security.admin-key").asText()).isEqualTo("[set]");
        assertThat(summary.at("/service/settings/pindai.qr.max-attempts").asText()).isEqualTo("6");
        assertThat(json(ready, "page.json").at("/stream").asText()).isEqualTo("MAIN");
        assertThat(text(ready, "page.json")).contains("--user-data-dir=", "--disable-gpu");
        assertThat(text(ready, "events.ndjson").lines().count()).isEqualTo(Api.get(id).getInt("lastSeq"));
        assertThat(json(ready, "history.json").findValuesAsText("status"))
                .containsExactly("STOPPED", "STARTING", "SCAN_QR", "AUTHENTICATED", "READY");
        assertThat(picture(ready.get("screenshot.png")).getWidth()).isPositive();

        Api.fault("HANG", Map.of("wid", NUMBER + "@c.us"), 0);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> call()
                .get("/api/sessions/{id}/screenshot", id).then().statusCode(503).body("code", equalTo("SESSION_BUSY"))
                .header("Retry-After", matchesPattern("\\d+")));
        var before = System.nanoTime();
        assertThat(text(diagnostics(id), "screenshot.txt")).contains("There is no screenshot");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));

        Api.post(id, "stop").statusCode(202);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(json(diagnostics(id), "page.json").get("endedAt").isNull()).isFalse());
    }

    @Test
    void whatAPageShowedWhenItsSessionFailedIsKept() throws IOException {
        var id = Api.create("Ditolak");
        Api.fault("REFUSE_SCAN", Map.of(), 0);
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        keepQr(qr);
        // A page's first picture takes longest, and the one that is kept has to be quick.
        screenshot(id);
        call().body(Map.of("qr", qr)).post("/sandbox/phone/scan").then().statusCode(403);
        Api.awaitStatus(id, "FAILED");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(json(diagnostics(id), "page.json").get("endedAt").isNull()).isFalse());
        var failed = diagnostics(id);
        assertThat(json(failed, "summary.json").at("/session/reason").asText()).isEqualTo("AUTH_FAILURE");
        assertThat(text(failed, "console.log")).contains("ENGINE The page says that it was logged out: invalid_adv_status",
                "The page ended");
        assertThat(text(failed, "screenshot.txt")).contains("Taken when the session failed");
        assertThatThrownBy(() -> QrReader.read(picture(failed.get("screenshot.png")))).isInstanceOf(AssertionError.class);
    }

    @Test
    void anUnknownSessionHasNone() {
        for (var what : List.of("screenshot", "diagnostics")) {
            call().get("/api/sessions/{id}/" + what, UUID.randomUUID()).then().statusCode(404).body("code",
                    equalTo("SESSION_NOT_FOUND"));
        }
    }

    private void keepQr(String qr) {
        secrets.add(qr);
        // Each of its parts is a key.
        secrets.addAll(List.of(qr.replaceFirst("^\\d@", "").split(",")));
    }

    private static byte[] screenshot(String id) {
        // On a busy machine it may take too long, which is a 503.
        return await().atMost(Duration.ofSeconds(60)).until(() -> call().get("/api/sessions/{id}/screenshot", id),
                answer -> answer.statusCode() == 200).then().contentType("image/png").header("Cache-Control", "no-store")
                .extract().asByteArray();
    }

    /** The files in the zip, none of which holds any of the secrets known by now. */
    private Map<String, byte[]> diagnostics(String id) throws IOException {
        var answer = call().get("/api/sessions/{id}/diagnostics", id).then().statusCode(200).contentType("application/zip")
                .header("Content-Disposition",
                        matchesPattern("attachment; filename=\"pindai-" + id + "-\\d{8}T\\d{6}Z\\.zip\""))
                .header("Cache-Control", notNullValue()).extract().asByteArray();
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(files).allSatisfy((name, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).as(name)
                .doesNotContain(secrets).doesNotContainIgnoringCase("cookie:"));
        return files;
    }

    /** The same as soon as the page could be seen. */
    private Map<String, byte[]> diagnosticsWithPicture(String id) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> diagnostics(id),
                files -> files.containsKey("screenshot.png"));
    }

    private static java.awt.image.BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static String text(Map<String, byte[]> files, String name) {
        assertThat(files).containsKey(name);
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Map<String, byte[]> files, String name) throws IOException {
        return JSON.readTree(text(files, name));
    }
}
