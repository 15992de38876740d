package dev.pindai.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a server has to look at before it believes an assertion (WebAuthn, "Verifying an Authentication Assertion"). */
final class AssertionCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HASH = 32;
    /** Hash of the relying party, flags, counter. */
    private static final int SHORTEST_DATA = HASH + 1 + 4;

    private AssertionCheck() {
    }

    /** Why the assertion is not believed; empty if it is. */
    static Optional<String> fault(Assertion assertion, PasskeyRequest request, Passkey registered) {
        try {
            return Optional.ofNullable(faultOf(assertion, request, registered));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("it can't be read");
        }
    }

    private static String faultOf(Assertion assertion, PasskeyRequest request, Passkey registered) throws IOException {
        if (assertion == null || assertion.response() == null || !"public-key".equals(assertion.type())) {
            return "it is no assertion";
        }
        if (!registered.id().equals(assertion.id()) || !registered.id().equals(assertion.rawId())) {
            return "the passkey is not one of the account that scanned";
        }
        if (assertion.response().userHandle() != null
                && !registered.wid().equals(new String(PasskeyKeys.bytes(assertion.response().userHandle()), UTF_8))) {
            return "the user handle is another account's";
        }
        var clientData = PasskeyKeys.bytes(assertion.response().clientDataJSON());
        var fault = clientFault(JSON.readTree(clientData), request);
        if (fault != null) {
            return fault;
        }
        var data = PasskeyKeys.bytes(assertion.response().authenticatorData());
        if (data.length < SHORTEST_DATA
                || !Arrays.equals(Arrays.copyOf(data, HASH), PasskeyKeys.sha256(request.rpId().getBytes(UTF_8)))) {
            return "it was made for another relying party";
        }
        if ((data[HASH] & PasskeyRequest.FLAG_USER_PRESENT) == 0 || (data[HASH] & PasskeyRequest.FLAG_USER_VERIFIED) == 0) {
            return "the user was not present or not verified";
        }
        var signature = PasskeyKeys.bytes(assertion.response().signature());
        return PasskeyKeys.verify(registered, signature, data, PasskeyKeys.sha256(clientData)) ? null
                : "the signature is wrong";
    }

    private static String clientFault(JsonNode clientData, PasskeyRequest request) {
        if (!clientData.path("type").asText().equals("webauthn.get")) {
            return "it is no answer to a request for a passkey";
        }
        if (!clientData.path("challenge").asText().equals(request.challenge())) {
            return "it answers another challenge";
        }
        return clientData.path("origin").asText().equals(request.origin()) && !clientData.path("crossOrigin").asBoolean()
                ? null
                : "it was made on another origin";
    }
}
