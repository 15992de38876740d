package dev.pindai.event.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers by which a receiver knows that a request comes from us, and when it was made. */
final class Signature {

    private Signature() {
    }

    /** WAHA's HMAC over the body, and our own over time and body, which a request that is sent again by others can't pass. */
    static Map<String, String> headers(String secret, Instant at, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        var millis = String.valueOf(at.toEpochMilli());
        headers.put("X-Webhook-Timestamp", millis);
        headers.put("X-Webhook-Hmac", hmac("HmacSHA512", secret, body));
        headers.put("X-Webhook-Hmac-Algorithm", "sha512");
        headers.put("X-Pindai-Signature", "t=" + millis + ",v1="
                + hmac("HmacSHA256", secret, (millis + ".").getBytes(StandardCharsets.US_ASCII), body));
        return headers;
    }

    private static String hmac(String algorithm, String secret, byte[]... parts) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            for (var part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
