package dev.pindai.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import dev.pindai.session.CurrentPasskey;
import dev.pindai.shared.ProblemException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads an assertion before the page sees it: WhatsApp would refuse a wrong one, and with it the whole linking. Everything
 * is looked at but the signature, whose key only WhatsApp has.
 */
final class PasskeyReader {

    /** WebAuthn allows 1023 bytes. */
    static final int LONGEST_ID = 1364;
    static final int LONGEST_PART = 16_384;
    /** WebAuthn allows 64 bytes. */
    static final int LONGEST_HANDLE = 88;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HASH = 32;
    private static final int SHORTEST_DATA = 37;
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;

    private final JsonNode asked;
    private final String origin;

    PasskeyReader(CurrentPasskey current) {
        asked = JSON.valueToTree(current.publicKey());
        origin = current.origin();
    }

    /**
     * The assertion as the page gets it: what belongs to it and nothing else.
     *
     * @throws ProblemException 400 {@code INVALID_PASSKEY}, which says what is wrong and how to mend it
     */
    String read(JsonNode body) {
        if (!body.isObject() || !body.path("response").isObject()) {
            throw invalid("Send the object that PublicKeyCredential.toJSON() gives: id, rawId, type and response.");
        }
        var id = text(body, "id", LONGEST_ID);
        if (!id.equals(text(body, "rawId", LONGEST_ID)) || !body.path("type").asText().equals("public-key")) {
            throw invalid("id and rawId must be the same, and type must be \"public-key\".");
        }
        var from = body.path("response");
        var clientData = text(from, "clientDataJSON", LONGEST_PART);
        var data = text(from, "authenticatorData", LONGEST_PART);
        var response = JsonNodeFactory.instance.objectNode().put("clientDataJSON", clientData).put("authenticatorData", data)
                .put("signature", text(from, "signature", LONGEST_PART));
        if (!from.path("userHandle").isMissingNode() && !from.path("userHandle").isNull()) {
            response.put("userHandle", text(from, "userHandle", LONGEST_HANDLE));
        }
        checkPasskey(id);
        checkClient(bytes(clientData));
        checkAuthenticator(bytes(data));
        return whole(body, id, response).toString();
    }

    private static ObjectNode whole(JsonNode body, String id, ObjectNode response) {
        var whole = JsonNodeFactory.instance.objectNode().put("id", id).put("rawId", id).put("type", "public-key");
        var attachment = body.path("authenticatorAttachment").asText();
        if (attachment.equals("platform") || attachment.equals("cross-platform")) {
            whole.put("authenticatorAttachment", attachment);
        }
        var extensions = body.path("clientExtensionResults");
        if (extensions.toString().length() > LONGEST_PART) {
            throw invalid("clientExtensionResults is longer than " + LONGEST_PART + " characters.");
        }
        whole.set("clientExtensionResults", extensions.isObject() ? extensions : JsonNodeFactory.instance.objectNode());
        whole.set("response", response);
        return whole;
    }

    private void checkPasskey(String id) {
        var allowed = asked.path("allowCredentials");
        if (!allowed.isEmpty() && allowed.valueStream().noneMatch(one -> one.path("id").asText().equals(id))) {
            throw invalid("This passkey is not one that WhatsApp asks for: its id must be in publicKey.allowCredentials.");
        }
    }

    private void checkClient(byte[] clientData) {
        var client = tree(clientData);
        if (!client.path("type").asText().equals("webauthn.get")) {
            throw invalid("clientDataJSON must say \"type\": \"webauthn.get\", as for navigator.credentials.get.");
        }
        if (!client.path("challenge").asText().equals(asked.path("challenge").asText())) {
            throw invalid("It answers another challenge. Sign the one of GET …/passkey as it is now.");
        }
        if (!client.path("origin").asText().equals(origin)) {
            throw invalid("clientDataJSON names another origin than " + origin + ". A browser names the page it is on, "
                    + "so sign with something that may name WhatsApp's: see docs/passkeys.md.");
        }
    }

    private void checkAuthenticator(byte[] data) {
        var rpId = asked.path("rpId").asText();
        if (data.length < SHORTEST_DATA || !Arrays.equals(Arrays.copyOf(data, HASH), sha256(rpId))) {
            throw invalid("authenticatorData must begin with the SHA-256 of the rpId \"" + rpId + "\".");
        }
        var verified = asked.path("userVerification").asText().equals("required");
        if ((data[HASH] & USER_PRESENT) == 0 || verified && (data[HASH] & USER_VERIFIED) == 0) {
            throw invalid("authenticatorData must say that the user was present"
                    + (verified ? " and verified, by PIN or fingerprint." : "."));
        }
    }

    /** Without padding, which some libraries add. */
    private static String text(JsonNode node, String field, int most) {
        var text = node.path(field).isTextual() ? node.path(field).asText().replaceFirst("=+$", "") : "";
        if (text.isEmpty() || text.length() > most || !text.matches("[A-Za-z0-9_-]+")) {
            throw invalid(field + " must be base64url (A-Z a-z 0-9 - _), 1 to " + most + " characters.");
        }
        bytes(text);
        return text;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("A base64url text is cut off.");
        }
    }

    private static JsonNode tree(byte[] clientData) {
        try {
            return JSON.readTree(clientData);
        } catch (IOException e) {
            throw invalid("clientDataJSON must be JSON in base64url.");
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException invalid(String how) {
        return new ProblemException(400, "INVALID_PASSKEY", how);
    }
}
