package dev.pindai.event.webhook;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.pindai.event.webhook.net.HookResult;

/**
 * As much of an answer as is kept to look at. A receiver may send back what it was sent, so the values of our headers are
 * taken out; and of an answer to a QR or a pairing code, which is never kept in any writing, no text is.
 *
 * @param body null where it was not kept
 */
record KeptAnswer(int status, Map<String, String> headers, String body) {

    private static final Set<String> HEADERS = Set.of("content-type", "content-length", "date", "server", "retry-after",
            "location", "x-request-id");
    private static final Set<String> HARMLESS = Set.of("content-length", "date", "retry-after");
    private static final int LONGEST_VALUE = 300;
    private static final int SHORTEST_SECRET = 6;

    /**
     * @param sent values of headers that are secrets
     * @param withSecret whether the request held a QR or a code
     */
    static KeptAnswer of(HookResult.Answer answer, Collection<String> sent, boolean withSecret) {
        var kept = new TreeMap<String, String>();
        Predicate<String> keeps = withSecret ? HARMLESS::contains : HEADERS::contains;
        answer.headers().forEach((name, value) -> {
            if (keeps.test(name)) {
                kept.put(name, Texts.cut(clean(value, sent), LONGEST_VALUE));
            }
        });
        return new KeptAnswer(answer.status(), kept, withSecret ? null : clean(answer.body(), sent));
    }

    private static String clean(String text, Collection<String> secrets) {
        // A scheme and a token in one header may come back apart.
        return secrets.stream().flatMap(secret -> Stream.concat(Stream.of(secret), Stream.of(secret.split(" "))))
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .reduce(Texts.storable(text), (clean, secret) -> clean.replace(secret, HookHeaders.MASK));
    }
}
