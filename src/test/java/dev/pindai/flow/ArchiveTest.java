package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import jakarta.inject.Inject;

import dev.pindai.crypto.ArchiveInputStream;
import dev.pindai.crypto.ArchiveOutputStream;
import dev.pindai.shared.DataDir;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.EventHistory;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.response.ValidatableResponse;

/** A linked session leaves as one encrypted file and comes back from it, with real browsers on both sides. */
@QuarkusTest
@Timeout(180)
class ArchiveTest {

    private static final String PASSPHRASE = "kuda benar baterai staples";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataDir data;

    @AfterEach
    void clean() {
        Api.deleteAll();
        assertThat(data.directory("archives")).isEmptyDirectory();
        assertThat(data.directory("imports")).isEmptyDirectory();
    }

    @Test
    void aSessionThatWasMovedIsReadyWithoutAScan() throws IOException {
        var profiles = profiles();
        var id = Api.create("Toko Melati");
        refused(save(id, PASSPHRASE), 409, "SESSION_NOT_LINKED");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        refused(save(id, PASSPHRASE), 409, "SESSION_RUNNING");
        var wid = Api.scan(qr);
        Api.awaitStatus(id, "READY");
        Api.post(id, "stop").statusCode(202);

        refused(save(id, "too short"), 400, "VALIDATION_FAILED");
        var archive = save(id, PASSPHRASE).statusCode(200).header("Content-Disposition", containsString(id + ".pindai"))
                .extract().asByteArray();
        assertThat(new String(archive, StandardCharsets.ISO_8859_1)).startsWith("PINDAI").doesNotContain("IndexedDB", wid);

        refused(take(archive, PASSPHRASE), 409, "ACCOUNT_EXISTS");
        Api.delete(id);
        refused(take(archive, "kuda salah baterai staples"), 400, "WRONG_PASSPHRASE");
        refused(take(cut(archive, archive.length - 20), PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        refused(take(cut(archive, archive.length / 2), PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        var changed = archive.clone();
        changed[archive.length / 2] ^= 1;
        refused(take(changed, PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        refused(take(withoutItsEnd(archive), PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        refused(take("not an archive".getBytes(StandardCharsets.UTF_8), PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        for (var saying : List.of(Map.of("name", "x".repeat(101)), Map.of("name", "Toko\0"), Map.of("wid", "1".repeat(65)),
                Map.of("pushName", "x".repeat(201)), Map.of("metadata", Map.of("a", "\0")))) {
            refused(take(saying(archive, saying), PASSPHRASE), 400, "ARCHIVE_DAMAGED")
                    .body("detail", containsString("(" + saying.keySet().iterator().next() + ")"));
        }
        assertThat(call().get("/api/sessions").then().extract().jsonPath().getList("items")).as("nothing was made").isEmpty();
        assertThat(profiles()).as("nothing was unpacked").isSubsetOf(profiles);

        var moved = take(archive, PASSPHRASE).statusCode(201).body("name", equalTo("Toko Melati"))
                .body("status", equalTo("STOPPED")).body("wid", equalTo(wid)).extract().<String> path("id");
        assertThat(moved).isNotEqualTo(id);
        Api.post(moved, "start").statusCode(202);
        Api.awaitStatus(moved, "READY");
        assertThat(Api.get(moved).getString("wid")).isEqualTo(wid);
        var history = EventHistory.read(Api::call, moved);
        assertThat(history.count("ready")).isEqualTo(1);
        assertThat(history.count("qr")).as("scans").isZero();
        assertAudited("action=session.archive&session=" + id, 200, 400, 409, 409);
        assertAudited("action=session-import.create&session=" + moved, 201);
    }

    @Test
    void onlyAnArchiveMayBeLargeAndOnlyOfWhoMayControl() {
        var large = new byte[3_000_000];
        refused(take(large, PASSPHRASE), 400, "ARCHIVE_DAMAGED");
        refused(given().header(TestKey.HEADER, TestKey.value()).contentType("application/octet-stream").body(large)
                .post("/api/session-imports").then(), 400, "VALIDATION_FAILED");
        refused(given().header(TestKey.HEADER, TestKey.value()).header("X-Archive-Passphrase", PASSPHRASE)
                .contentType("application/octet-stream").queryParam("name", " ").body(large).post("/api/session-imports")
                .then(), 400, "VALIDATION_FAILED");
        call().body("{}").post("/api/session-imports").then().statusCode(415);
        given().contentType("application/octet-stream").body(large).post("/api/session-imports").then().statusCode(401);
        refused(given().header(TestKey.HEADER, TestKey.value()).contentType("application/octet-stream").body(large)
                .post("/api/sessions").then(), 413, "BODY_TOO_LARGE");
    }

    /** Some may be on their way out: those of sessions of other tests. */
    private List<String> profiles() {
        return List.of(data.directory("profiles").toFile().list());
    }

    /** The rows of these actions have these results, the newest first. */
    private static void assertAudited(String query, Integer... statuses) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(call().get("/api/audit?" + query).then()
                .statusCode(200).extract().jsonPath().getList("items.status")).isEqualTo(List.of(statuses)));
    }

    private static ValidatableResponse save(String id, String passphrase) {
        return call().body(Map.of("passphrase", passphrase)).post("/api/sessions/{id}/archive", id).then();
    }

    private static ValidatableResponse take(byte[] archive, String passphrase) {
        return given().header(TestKey.HEADER, TestKey.value()).header("X-Archive-Passphrase", passphrase)
                .contentType("application/octet-stream").body(archive).post("/api/session-imports").then();
    }

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }

    /** The same with something else said of its session. */
    private static byte[] saying(byte[] archive, Map<String, ?> what) throws IOException {
        var to = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ArchiveInputStream(new ByteArrayInputStream(archive), PASSPHRASE.toCharArray()));
                var out = new ZipOutputStream(new ArchiveOutputStream(to, PASSPHRASE.toCharArray()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                var bytes = in.readAllBytes();
                if (entry.getName().equals("session.json")) {
                    var said = (ObjectNode) JSON.readTree(bytes);
                    said.setAll(JSON.<ObjectNode> valueToTree(what));
                    bytes = JSON.writeValueAsBytes(said);
                }
                out.write(bytes);
                out.closeEntry();
            }
        }
        return to.toByteArray();
    }

    /** One of which all files are there, and of what follows them not all. */
    private static byte[] withoutItsEnd(byte[] archive) throws IOException {
        var to = new ByteArrayOutputStream();
        try (var in = new ArchiveInputStream(new ByteArrayInputStream(archive), PASSPHRASE.toCharArray());
                var out = new ArchiveOutputStream(to, PASSPHRASE.toCharArray())) {
            in.transferTo(out);
            out.write(new byte[300_000]);
        }
        return cut(to.toByteArray(), to.size() - 100_000);
    }

    private static byte[] cut(byte[] archive, int length) {
        return java.util.Arrays.copyOf(archive, length);
    }
}
