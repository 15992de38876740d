package dev.pindai.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.pindai.shared.ProblemException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What the simulated authenticator signs and what the simulated server believes. */
class AssertionCheckTest {

    private static final String WID = "62811000001@c.us";
    private static final String ORIGIN = "http://localhost:8080";

    @TempDir
    Path directory;

    private Passkeys passkeys;
    private Passkey passkey;
    private PasskeyRequest request;

    @BeforeEach
    void register() {
        passkeys = open();
        passkey = passkeys.of(WID);
        request = new PasskeyRequest(WID, PasskeyKeys.text(PasskeyKeys.random(32)), ORIGIN);
    }

    @Test
    void anAssertionForThisPageIsBelieved() {
        assertThat(AssertionCheck.fault(sign(request.challenge(), "localhost", ORIGIN), request, passkey)).isEmpty();
    }

    @Test
    void thePasskeyOutlivesTheService() {
        assertThat(open().of(WID)).isEqualTo(passkey);
        assertThat(open().of("62811000002@c.us").id()).isNotEqualTo(passkey.id());
    }

    @Test
    void anotherChallengeOriginOrRelyingPartyIsNot() {
        assertThat(AssertionCheck.fault(sign("b3RoZXI", "localhost", ORIGIN), request, passkey))
                .contains("it answers another challenge");
        assertThat(AssertionCheck.fault(sign(request.challenge(), "localhost", "http://evil.localhost"), request, passkey))
                .contains("it was made on another origin");
        var elsewhere = new PasskeyRequest(WID, request.challenge(), "http://evil.localhost");
        assertThat(AssertionCheck.fault(sign(request.challenge(), "localhost", "http://evil.localhost"), elsewhere, passkey))
                .contains("it was made for another relying party");
    }

    @Test
    void anotherAccountsPasskeyIsNot() {
        var other = passkeys.of("62811000002@c.us");
        assertThat(AssertionCheck.fault(sign(request.challenge(), "localhost", ORIGIN), request, other))
                .contains("the passkey is not one of the account that scanned");
        var renamed = new Passkey(WID, passkey.id(), other.publicKey(), other.privateKey());
        assertThat(AssertionCheck.fault(sign(request.challenge(), "localhost", ORIGIN), request, renamed))
                .contains("the signature is wrong");
    }

    @ParameterizedTest
    @CsvSource({ "0, the user was not present or not verified", "1, the user was not present or not verified",
            "4, the user was not present or not verified", "5, ''" })
    void theUserMustBeThereAndVerified(byte flags, String fault) {
        var assertion = resigned(sign(request.challenge(), "localhost", ORIGIN), data -> {
            data[32] = flags;
            return data;
        });
        assertThat(AssertionCheck.fault(assertion, request, passkey).orElse("")).isEqualTo(fault);
    }

    @Test
    void whatWasChangedAfterSigningIsNot() {
        var real = sign(request.challenge(), "localhost", ORIGIN);
        var data = PasskeyKeys.bytes(real.response().authenticatorData());
        data[36]++;
        assertThat(AssertionCheck.fault(with(real, PasskeyKeys.text(data), real.response().signature()), request, passkey))
                .contains("the signature is wrong");
        assertThat(AssertionCheck.fault(with(real, real.response().authenticatorData(), "AAAA"), request, passkey))
                .contains("the signature is wrong");
        assertThat(AssertionCheck.fault(with(real, "****", "AAAA"), request, passkey)).contains("it can't be read");
        assertThat(AssertionCheck.fault(with(real, null, "AAAA"), request, passkey)).contains("it can't be read");
        assertThat(AssertionCheck.fault(null, request, passkey)).contains("it is no assertion");
    }

    @ParameterizedTest
    @CsvSource({ "http://127.0.0.1:8080, 127.0.0.1", "http://localhost:8080, whatsapp.com", "http://notlocalhost, localhost",
            "localhost, localhost", "http://[::1]:8080, [::1]" })
    void aBrowserWouldNotAskTheAuthenticatorForThat(String origin, String rpId) {
        assertThatThrownBy(() -> sign(request.challenge(), rpId, origin)).isInstanceOf(ProblemException.class)
                .extracting("code").isEqualTo("PASSKEY_ORIGIN");
    }

    @Test
    void aPasskeyThatNobodyHasCannotSign() {
        var options = new Authenticator.Options(request.challenge(), "localhost",
                List.of(new Authenticator.Credential("bm9ib2R5")));
        assertThatThrownBy(() -> Authenticator.sign(new Authenticator.Request(options, ORIGIN, null), passkeys))
                .isInstanceOf(ProblemException.class).extracting("code").isEqualTo("PASSKEY_UNKNOWN");
    }

    private Assertion sign(String challenge, String rpId, String origin) {
        return Authenticator.sign(
                new Authenticator.Request(new Authenticator.Options(challenge, rpId, null), origin, WID), passkeys);
    }

    /** With other authenticator data, signed as the authenticator would. */
    private Assertion resigned(Assertion assertion, UnaryOperator<byte[]> change) {
        var data = change.apply(PasskeyKeys.bytes(assertion.response().authenticatorData()));
        var client = PasskeyKeys.sha256(PasskeyKeys.bytes(assertion.response().clientDataJSON()));
        return with(assertion, PasskeyKeys.text(data), PasskeyKeys.text(PasskeyKeys.sign(passkey, data, client)));
    }

    private static Assertion with(Assertion assertion, String data, String signature) {
        var response = new Assertion.Response(assertion.response().clientDataJSON(), data, signature,
                PasskeyKeys.text(WID.getBytes(UTF_8)));
        return new Assertion(assertion.id(), assertion.rawId(), assertion.type(), null, null, response);
    }

    private Passkeys open() {
        return new Passkeys(new DeviceStore(directory, new ObjectMapper()));
    }
}
