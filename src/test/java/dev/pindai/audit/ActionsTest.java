package dev.pindai.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Each call that changes something has a name in the audit, those of tomorrow too; and the names are stable. */
class ActionsTest {

    private static final String ID = "0199aaaa-0000-7000-8000-000000000000";
    private static final String NAME = "[a-z][a-z-]*(\\.[a-z][a-z-]*)*";
    private static final List<String> SECRETS = List.of("qr", "pairing-code", "passkey", "screenshot", "diagnostics", "archive",
            "events");

    @ParameterizedTest
    @CsvSource({ "POST, /api/sessions, session.create", "PATCH, /api/sessions/{id}, session.change",
            "DELETE, /api/sessions/{id}, session.delete", "POST, /api/sessions/{id}/start, session.start",
            "POST, /api/sessions/{id}/stop, session.stop", "POST, /api/sessions/{id}/restart, session.restart",
            "POST, /api/sessions/{id}/logout, session.logout",
            "POST, /api/sessions/{id}/pairing-code, session.pairing-code",
            "POST, /api/sessions/{id}/passkey, session.passkey", "PUT, /api/sessions/{id}/proxy, session.proxy.set",
            "DELETE, /api/sessions/{id}/proxy, session.proxy.delete", "POST, /api/webhooks, webhook.create",
            "PATCH, /api/webhooks/{id}, webhook.change", "DELETE, /api/webhooks/{id}, webhook.delete",
            "POST, /api/webhooks/{id}/test, webhook.test", "POST, /api/webhooks/{id}/redeliver, webhook.redeliver",
            "POST, /api/webhooks/{id}/deliveries/{delivery}/redeliver, webhook.delivery.redeliver",
            "POST, /api/keys, key.create", "POST, /api/keys/{id}/rotate, key.rotate", "DELETE, /api/keys/{id}, key.delete",
            "POST, /api/ws-tickets, ws-ticket.create", "POST, /api/sessions/{id}/scan-links, session.scan-link.create",
            "DELETE, /api/sessions/{id}/scan-links/{linkId}, session.scan-link.delete",
            "POST, /api/scan/start, scan.start", "POST, /api/scan/pairing-code, scan.pairing-code",
            "GET, /api/scan/qr, scan.qr.read", "GET, /api/scan/events, scan.events.read",
            "POST, /sandbox/phone/scan, sandbox.phone.scan", "POST, /sandbox/phones/{wid}/unlink, sandbox.phone.unlink",
            "POST, /sandbox/faults, sandbox.fault.create", "DELETE, /sandbox/faults, sandbox.fault.delete",
            "PATCH, /sandbox/settings, sandbox.setting.change", "POST, /login, sign-in", "GET, /login/oidc, sign-in",
            "POST, /logout, sign-out", "DELETE, /api/sign-ins/{id}, sign-in.delete",
            "POST, /api/sessions/{id}/archive, session.archive", "POST, /api/session-imports, session-import.create",
            "GET, /api/sessions/{id}/qr, session.qr.read", "GET, /api/sessions/{id}/screenshot, session.screenshot.read",
            "GET, /api/sessions/{id}/diagnostics, session.diagnostics.read",
            "GET, /api/sessions/{id}/passkey, session.passkey.read",
            "GET, /api/sessions/{id}/events, session.events.read", "GET, /api/events, events.read", "GET, /ws, events.read" })
    void namesWhatIsThereToday(String method, String path, String name) {
        assertThat(Actions.name(method, path)).contains(name);
        for (var id : List.of(ID, "c8ef4454-62ad-41fd-be21-ae7a0a0b1f50", "62812@c.us")) {
            assertThat(Actions.name(method, path.replaceAll("\\{[^}]*}", id))).as("by the address itself").contains(name);
        }
    }

    @Test
    void everyCallThatChangesSomethingHasANameOfItsOwn() throws IOException {
        var changes = calls().filter(call -> !call.getKey().equals("GET")).toList();
        assertThat(changes).hasSizeGreaterThan(15);
        var names = changes.stream().map(call -> Actions.name(call.getKey(), call.getValue()).orElse("none of " + call))
                .toList();
        assertThat(names).doesNotHaveDuplicates().doesNotContain(Actions.NOTHING_THERE, Actions.REFUSED)
                .allSatisfy(name -> assertThat(name).matches(NAME).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void whatReadsIsNamedWhereItShowsASecretAndNowhereElse() throws IOException {
        calls().filter(call -> call.getKey().equals("GET")).forEach(call -> {
            var path = call.getValue();
            var secret = path.startsWith("/api/") && SECRETS.contains(path.substring(path.lastIndexOf('/') + 1));
            assertThat(Actions.name("GET", path)).as(path).matches(name -> name.isPresent() == secret);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /", "GET /api/sessions", "GET /api/audit", "GET /assets/qr", "HEAD /api/sessions/{id}/qr",
            "OPTIONS /api/sessions", "POST /sandbox/web/api/login", "POST /socket.io/" })
    void leavesOutWhatIsOfNoInterest(String line) {
        assertThat(Actions.name(line.split(" ")[0], line.split(" ")[1])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "POST, /", "POST, /%2e", "DELETE, //" })
    void hasNoNameForWhatHasNoWords(String method, String path) {
        assertThat(Actions.name(method, path)).contains(Actions.NOTHING_THERE);
    }

    /** Strangers sign in and out, but what they try at others' sign-ins is refused as everything else. */
    @ParameterizedTest
    @CsvSource({ "sign-in, true", "sign-out, true", "sign-in.delete, false", "access.refused, false" })
    void knowsWhatSignsIn(String name, boolean signsIn) {
        assertThat(Actions.isSignIn(name)).isEqualTo(signsIn);
    }

    @Test
    void takesNothingFromAnAddressButIds() {
        var token = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6";
        assertThat(Subject.of("/scan/" + token)).isEqualTo(new Subject(null, null));
        assertThat(Actions.name("POST", "/scan/" + token).orElseThrow()).doesNotContain(token);
        assertThat(Subject.of("/api/sessions/" + ID + "/scan-links/" + ID.replace('9', '8')))
                .isEqualTo(new Subject(java.util.UUID.fromString(ID), ID.replace('9', '8')));
    }

    @Test
    void idsInAddressesAreNoWords() throws IOException {
        var file = file();
        calls().map(Map.Entry::getValue).flatMap(path -> Pattern.compile("\\{(\\w+)}").matcher(path).results())
                .map(parameter -> parameter.group(1)).distinct()
                // Accounts of the sandbox: 62812…@c.us
                .filter(parameter -> !parameter.equals("wid"))
                .forEach(parameter -> assertThat(formats(file, parameter)).as(parameter).isNotEmpty().containsOnly("uuid"));
    }

    private static Stream<String> formats(JsonNode file, String parameter) {
        return file.findParents("in").stream().filter(each -> each.path("in").asText().equals("path"))
                .filter(each -> each.path("name").asText().equals(parameter))
                .map(each -> each.path("schema"))
                .map(schema -> schema.has("$ref")
                        ? file.at(schema.path("$ref").asText().substring(1)).path("format").asText()
                        : schema.path("format").asText());
    }

    private static JsonNode file() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(Path.of("api", "openapi.yaml").toFile());
    }

    /** Method and path of each call in the API description. */
    private static Stream<Map.Entry<String, String>> calls() throws IOException {
        return file().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream().filter(call -> call.getValue().has("responses"))
                        .map(call -> Map.entry(call.getKey().toUpperCase(Locale.ROOT), path.getKey())));
    }
}
