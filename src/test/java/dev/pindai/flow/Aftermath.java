package dev.pindai.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.pindai.testsupport.EventHistory;
import dev.pindai.testsupport.Processes;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** What must be true of sessions when the trouble is over, whatever it was. */
final class Aftermath {

    private static final Duration SETTLING = Duration.ofSeconds(120);
    private static final Duration KILL_NOTICED = Duration.ofSeconds(15);

    private final Supplier<RequestSpecification> call;
    private final Mischief mischief;
    private final List<String> ids;

    Aftermath(Supplier<RequestSpecification> call, Mischief mischief, List<String> ids) {
        this.call = call;
        this.mischief = mischief;
        this.ids = List.copyOf(ids);
    }

    /** Each wish is fulfilled, or the session says why not. */
    void settled() {
        ids.forEach(id -> await("session " + id + " to settle").atMost(SETTLING).until(() -> {
            var session = session(id);
            return switch (session.getString("status")) {
                case "READY", "SCAN_QR" -> session.getString("desired").equals("RUNNING");
                case "STOPPED" -> session.getString("desired").equals("STOPPED");
                // A link that is wished and that the phone still has comes back; only others may have failed.
                case "FAILED" -> session.getString("message") != null && !(session.getString("desired").equals("RUNNING")
                        && phones().contains(String.valueOf(session.getString("wid"))));
                default -> false;
            };
        }));
    }

    /** Each session is wished, and gets ready: without a scan if the phone still has the link, else with one. */
    void ready() {
        var phones = phones();
        var linked = ids.stream().filter(id -> phones.contains(String.valueOf(session(id).getString("wid")))).toList();
        var before = ids.stream().collect(Collectors.toMap(id -> id, id -> history(id).lastSeq()));
        ids.forEach(this::start);
        ids.forEach(id -> await("session " + id + " to be ready").atMost(SETTLING).until(() -> {
            // Again and again: a link that was ended at the phone meanwhile is noticed only now.
            start(id);
            mischief.scan(id);
            return session(id).getString("status").equals("READY");
        }));
        linked.forEach(id -> assertThat(history(id).has("qr", before.get(id))).as("%s was linked and needed a scan", id)
                .isFalse());
        ids.forEach(id -> Processes.awaitBrowsersOf(id, 1));
    }

    private void start(String id) {
        call.get().post("/api/sessions/{id}/start", id);
    }

    /** Each session is stopped, and no browser runs. */
    void stopped() {
        ids.forEach(id -> call.get().post("/api/sessions/{id}/stop", id).then().statusCode(202));
        ids.forEach(id -> {
            await("the browser of " + id + " to end").atMost(Duration.ofSeconds(60))
                    .until(() -> Processes.browsersOf(id).isEmpty());
            assertThat(session(id).getString("status")).isEqualTo("STOPPED");
        });
    }

    /** What was told hangs together, and was told in time. */
    void told() {
        var histories = ids.stream().map(this::history).toList();
        histories.forEach(EventHistory::check);
        mischief.kills().forEach(kill -> assertThat(histories.get(ids.indexOf(kill.sessionId())).readyAfter(kill.at()))
                .as("READY after %s", kill).isLessThan(KILL_NOTICED));
    }

    EventHistory history(String id) {
        return EventHistory.read(call, id);
    }

    private JsonPath session(String id) {
        return call.get().get("/api/sessions/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    private List<String> phones() {
        return call.get().get("/sandbox/phones").then().statusCode(200).extract().jsonPath().getList("items.wid");
    }
}
