package dev.pindai.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.vertx.core.MultiMap;

/** Reads what proxies write of the client before them. */
final class Forwarded {

    private static final Pattern FOR = Pattern.compile("(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^;\\s]*)",
            Pattern.CASE_INSENSITIVE);
    /** An address with a port, or in the brackets that IPv6 has there. */
    private static final Pattern ADDRESS = Pattern.compile("\\[([^]]*)](?::\\d+)?|([^:]*):\\d+");

    private Forwarded() {
    }

    /**
     * What stands where the addresses are, each without its port; the one that the nearest proxy wrote is first.
     *
     * @param standard whether the header {@code Forwarded} is read, else {@code X-Forwarded-For}
     */
    static List<String> addresses(MultiMap headers, boolean standard) {
        var elements = headers.getAll(standard ? "Forwarded" : "X-Forwarded-For").stream()
                .flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip).toList().reversed();
        return elements.stream().map(element -> bare(standard ? named(element) : element)).toList();
    }

    /** Empty for an element that does not say it. */
    private static String named(String element) {
        var found = FOR.matcher(element);
        return found.find() ? found.group(1) : "";
    }

    private static String bare(String text) {
        var word = text.replace("\"", "");
        Matcher parts = ADDRESS.matcher(word);
        if (!parts.matches()) {
            return word;
        }
        return parts.group(1) == null ? parts.group(2) : parts.group(1);
    }
}
