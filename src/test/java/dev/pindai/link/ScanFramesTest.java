package dev.pindai.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;

import dev.pindai.event.EventFrame;
import dev.pindai.event.EventType;
import dev.pindai.session.Reason;
import dev.pindai.session.SessionStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a stranger is told of a session, and what not. */
class ScanFramesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID SESSION = UUID.fromString("01a20670-5128-7b05-b524-4e37977157ff");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void nothingIsPassedOnThatIsNotNamed(EventType type) throws Exception {
        var data = JSON.createObjectNode().put("sessionId", SESSION.toString()).put("inner", "inner");
        var sent = write(type.wireName(), data);
        assertThat(sent).doesNotContain(SESSION.toString(), "inner");
    }

    @Test
    void ofTheAccountOnlyItsLastDigitsAreTold() throws Exception {
        var sent = write("ready", (ObjectNode) JSON.readTree(
                "{\"wid\":\"6281234567890@c.us\",\"phoneNumber\":\"+6281234567890\",\"pushName\":\"Budi\"}"));
        assertThat(sent).contains("{\"numberEnding\":\"890\"}").doesNotContain("Budi", "7890", "c.us");
        assertThat(write("ready", JSON.createObjectNode().putNull("phoneNumber"))).contains("{\"numberEnding\":\"\"}");
    }

    @Test
    void aCodeIsPassedOnWithItsTimes() throws Exception {
        var sent = write("qr", (ObjectNode) JSON.readTree("{\"sessionId\":\"x\",\"qr\":\"2@a\",\"attempt\":1,\"maxAttempts\":6,"
                + "\"issuedAt\":\"a\",\"expiresAt\":\"b\"}"));
        assertThat(sent).startsWith("event: qr\ndata: {").endsWith("}\n\n").contains(
                "\"data\":{\"qr\":\"2@a\",\"attempt\":1,\"maxAttempts\":6,\"issuedAt\":\"a\",\"expiresAt\":\"b\"}");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aReasonIsToldOnlyIfItIsTheVisitors(Reason reason) {
        var told = ScanWords.reason("FAILED", reason.name());
        switch (reason) {
            case QR_NOT_SCANNED, SYNC_TIMEOUT, AUTH_FAILURE, CONFLICT, BANNED, PASSKEY_REQUIRED, CAPACITY ->
                assertThat(told).isEqualTo(reason.name());
            case LOGGED_OUT -> assertThat(told).isNull();
            default -> assertThat(told).isEqualTo("INTERNAL");
        }
    }

    @ParameterizedTest
    @CsvSource({ "DISCONNECTED, PROXY_FAILED, STARTING", "STARTING, BROWSER_CRASHED, STARTING", "FAILED, LOGGED_OUT, STOPPED",
            "FAILED, INTERNAL, FAILED" })
    void aStatusIsToldInWordsOfLinking(String status, String reason, String told) {
        assertThat(ScanWords.status(status, reason)).isEqualTo(told);
        if (!told.equals("FAILED")) {
            assertThat(ScanWords.reason(status, reason)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = SessionStatus.class, mode = EnumSource.Mode.EXCLUDE, names = { "DISCONNECTED" })
    void theOthersAreToldAsTheyAre(SessionStatus status) {
        assertThat(ScanWords.status(status.name(), null)).isEqualTo(status.name());
    }

    private static String write(String event, ObjectNode data) {
        return new ScanFrames().write(new EventFrame(event, SESSION, 7, Instant.EPOCH, data));
    }
}
