package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Operations;
import dev.pindai.testsupport.Operations.Operation;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

/** Each call takes one scope, which the API description names, and no other scope does for it. */
@QuarkusTest
class ScopesTest {

    private static final String TENANT = "scopes-test";
    private static final List<String> SCOPES = Stream.of(Scope.values()).map(Scope::role).toList();

    @TestHTTPResource("/")
    URI base;
    /** Keys by their one scope, and by the one that they lack of all but admin. */
    private final Map<String, String> only = new HashMap<>();
    private final Map<String, String> without = new HashMap<>();

    @Test
    void rolesAreCalledAsTheScopes() {
        assertThat(Stream.of(Roles.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(ScopesTest::value)).containsExactlyElementsOf(SCOPES);
    }

    @Test
    void everyCallTakesTheScopeItNames() {
        var calls = Operations.read();
        assertThat(calls).hasSizeGreaterThan(45).allSatisfy(call -> assertThat(call.scopes()).as(call.name()).hasSize(1)
                .allSatisfy(scope -> assertThat(SCOPES).contains(scope)));
        calls.forEach(call -> {
            var scope = call.scopes().getFirst();
            call.as(without(scope)).then().statusCode(403).contentType("application/problem+json")
                    .body("code", is("SCOPE_MISSING")).body("detail", containsString("'" + scope + "'"));
            assertThat(call.isStream() ? 200 : call.as(only(scope)).statusCode())
                    .as("%s with %s alone", call.name(), scope).isNotIn(401, 403, 500);
        });
    }

    /** What the description says is what people are told; this is what must not change unnoticed. */
    @Test
    void whatLinksAnAccountTakesControl() {
        var control = Operations.read().stream().filter(call -> call.scopes().equals(List.of("control")))
                .map(Operation::name).toList();
        assertThat(control).contains("GET /api/sessions/{id}/qr", "GET /api/sessions/{id}/screenshot",
                "GET /api/sessions/{id}/diagnostics", "POST /api/sessions/{id}/pairing-code",
                "GET /api/sessions/{id}/passkey", "POST /api/sessions/{id}/passkey", "POST /api/sessions",
                "PATCH /api/sessions/{id}", "DELETE /api/sessions/{id}", "POST /api/sessions/{id}/start",
                "PUT /api/sessions/{id}/proxy");
        assertThat(Operations.read()).filteredOn(call -> call.template().startsWith("/api/keys"))
                .allSatisfy(call -> assertThat(call.scopes()).containsExactly("admin"));
        assertThat(Operations.read()).filteredOn(call -> call.template().startsWith("/api/webhooks"))
                .allSatisfy(call -> assertThat(call.scopes()).containsExactly("webhooks"));
    }

    @Test
    void aCallThatNamesNoScopeIsOpenToNobody() {
        Keys.with(TestKey.value()).get("/api/unnamed-by-tests").then().statusCode(403)
                .contentType("application/problem+json").body("code", is("FORBIDDEN"));
        Keys.with(only("admin")).get("/api/unnamed-by-tests").then().statusCode(403);
    }

    @Test
    void webhooksOfANewSessionTakeTheirOwnScope() {
        var body = Map.of("name", "Toko", "webhooks", List.of(Map.of("url", "http://127.0.0.1:9/")));
        Keys.with(only("control")).body(body).post("/api/sessions").then().statusCode(403)
                .body("code", is("SCOPE_MISSING")).body("detail", containsString("'webhooks'"));
    }

    @Test
    void adminHoldsAllTheOthers() {
        var admin = only("admin");
        Operations.read().stream().filter(call -> !call.isStream())
                .forEach(call -> assertThat(call.as(admin).statusCode()).as(call.name()).isNotIn(401, 403));
    }

    @Test
    void liveChannelsTakeRead() throws Exception {
        assertThatThrownBy(() -> LiveClient.connectAs(without("read"), base, "session=*")).isInstanceOf(
                CompletionException.class).hasStackTraceContaining("WebSocketHandshakeException");
        LiveClient.connectAs(only("read"), base, "session=*").close();
        for (var path : List.of("/api/events", "/api/sessions/0199aaaa-0000-7000-8000-000000000000/events")) {
            // One that opens has no end that could be waited for.
            try (var stream = SseClient.connect(base, path, TestKey.HEADER, without("read"))) {
                assertThat(stream.answer().statusCode()).as(path).isEqualTo(403);
            }
            Keys.with(without("read")).accept("text/event-stream").get(path).then().statusCode(403)
                    .body("code", is("SCOPE_MISSING")).body("detail", containsString("'read'"));
        }
    }

    @Test
    void pagesTakeTheScopeOfWhatTheyShow() {
        Map.of("/", "read", "/sessions/0199aaaa-0000-7000-8000-000000000000", "read", "/webhooks", "webhooks",
                "/webhooks/0199aaaa-0000-7000-8000-000000000000", "webhooks", "/keys", "admin", "/sign-ins", "admin")
                .forEach((path, scope) -> {
                    Keys.with(without(scope)).accept("text/html").get(path).then().statusCode(403);
                    assertThat(Keys.with(only(scope)).accept("text/html").get(path).statusCode()).as(path).isIn(200, 404);
                });
    }

    private String only(String scope) {
        return only.computeIfAbsent(scope, one -> Keys.of(TENANT, one));
    }

    private String without(String scope) {
        return without.computeIfAbsent(scope, one -> Keys.of(TENANT,
                SCOPES.stream().filter(other -> !other.equals(one) && !other.equals("admin")).toArray(String[]::new)));
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
