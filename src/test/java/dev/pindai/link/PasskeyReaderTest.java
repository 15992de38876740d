package dev.pindai.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

import dev.pindai.session.CurrentPasskey;
import dev.pindai.shared.ProblemException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which assertions reach the page, and what is said of the others. */
class PasskeyReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = """
            {"type":"webauthn.get","challenge":"%s","origin":"%s","crossOrigin":false}""";
    private static final String ORIGIN = "https://web.whatsapp.com";

    private final byte[] data = new byte[37];
    private ObjectNode body;

    @BeforeEach
    void assertion() throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest("whatsapp.com".getBytes(UTF_8));
        System.arraycopy(hash, 0, data, 0, hash.length);
        data[32] = 5;
        body = (ObjectNode) JSON.readTree("""
                {"id":"a2V5","rawId":"a2V5","type":"public-key","authenticatorAttachment":"platform",
                 "clientExtensionResults":{"credProps":{"rk":true}},"response":{"signature":"c2ln","userHandle":"bWU"}}""");
        client("Y2hhbGxlbmdl", ORIGIN);
        authenticator();
    }

    @Test
    void whatBelongsToAnAssertionIsHandedOnAndNothingElse() throws IOException {
        body.put("extra", "x").put("id", "a2V5=");
        response().put("attestationObject", "x");
        var read = JSON.readTree(read());
        assertThat(read.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "rawId", "type",
                "authenticatorAttachment", "clientExtensionResults", "response");
        assertThat(read.path("id").asText()).isEqualTo("a2V5");
        assertThat(read.path("response").fieldNames()).toIterable().containsExactlyInAnyOrder("clientDataJSON",
                "authenticatorData", "signature", "userHandle");
    }

    @Test
    void whatMayBeMissingMayBeNullToo() throws IOException {
        body.putNull("authenticatorAttachment").remove("clientExtensionResults");
        response().putNull("userHandle");
        var read = JSON.readTree(read());
        assertThat(read.path("clientExtensionResults").isObject()).isTrue();
        assertThat(read.path("response").has("userHandle")).isFalse();
    }

    @Test
    void anythingElseIsNoAssertion() throws IOException {
        for (var other : new String[] { "[]", "7", "\"a\"", "null", "{}", "{\"response\":{}}" }) {
            refused(JSON.readTree(other), "");
        }
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        wrong(all -> all.remove("id"), "id must be base64url");
        wrong(all -> all.put("rawId", "b3RoZXI"), "id and rawId must be the same");
        wrong(all -> all.put("type", "password"), "type must be");
        wrong(all -> response().put("signature", "a+/b"), "signature must be base64url");
        wrong(all -> response().put("signature", "abcde"), "cut off");
        wrong(all -> response().put("signature", "a".repeat(PasskeyReader.LONGEST_PART + 1)), "signature must be");
        wrong(all -> response().put("userHandle", 7), "userHandle must be");
        wrong(all -> all.set("clientExtensionResults", JSON.createObjectNode().put("x", "y".repeat(20_000))), "longer");
        wrong(all -> response().put("clientDataJSON", "bm8"), "clientDataJSON must be JSON");
        wrong(all -> response().put("authenticatorData", "A"), "cut off");
    }

    @Test
    void whatWhatsAppCouldOnlyRefuseIsRefusedHere() {
        wrong(all -> client("b3RoZXI", ORIGIN), "another challenge");
        wrong(all -> client("Y2hhbGxlbmdl", "http://localhost:8080"), "another origin than " + ORIGIN);
        wrong(all -> all.put("id", "b3RoZXI").put("rawId", "b3RoZXI"), "allowCredentials");
        wrong(all -> flags(0), "present and verified");
        wrong(all -> flags(1), "present and verified");
        wrong(all -> response().put("authenticatorData", text(new byte[37])), "rpId \"whatsapp.com\"");
        wrong(all -> response().put("authenticatorData", text(Arrays.copyOf(data, 36))), "rpId \"whatsapp.com\"");
    }

    private void wrong(Consumer<ObjectNode> change, String why) {
        var before = body.deepCopy();
        change.accept(body);
        refused(body, why);
        body = before;
    }

    private static void refused(JsonNode body, String why) {
        assertThatThrownBy(() -> reader().read(body)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.code()).isEqualTo("INVALID_PASSKEY");
            assertThat(problem).hasMessageContaining(why);
        });
    }

    private String read() {
        return reader().read(body);
    }

    private static PasskeyReader reader() {
        var options = JSON.createObjectNode().put("challenge", "Y2hhbGxlbmdl").put("rpId", "whatsapp.com")
                .put("userVerification", "required");
        options.putArray("allowCredentials").addObject().put("type", "public-key").put("id", "a2V5");
        return new PasskeyReader(new CurrentPasskey(JSON.convertValue(options, new TypeReference<>() {
        }), ORIGIN, Instant.EPOCH));
    }

    private ObjectNode response() {
        return (ObjectNode) body.get("response");
    }

    private void client(String challenge, String origin) {
        response().put("clientDataJSON", text(CLIENT.formatted(challenge, origin).getBytes(UTF_8)));
    }

    private void flags(int flags) {
        var other = data.clone();
        other[32] = (byte) flags;
        response().put("authenticatorData", text(other));
    }

    private void authenticator() {
        response().put("authenticatorData", text(data));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
