package dev.pindai.event.webhook;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The headers that somebody adds to the requests of a webhook. Their values may be secrets, so they are shown to nobody. */
final class HookHeaders {

    /** What is shown in place of a value; given back in a change, it stands for the value that is there. */
    static final String MASK = "•••";

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\xff]{0,2000}");
    private static final Set<String> OURS = Set.of("host", "content-length", "content-type", "connection", "keep-alive",
            "transfer-encoding", "te", "trailer", "upgrade", "expect", "proxy-connection", "proxy-authorization");

    private HookHeaders() {
    }

    /** Checks those of a new webhook. */
    static Map<String, String> read(Map<String, String> given) {
        return read(given, Map.of(), (name, value) -> value);
    }

    /**
     * Checks them.
     *
     * @param known those that are there already, as the row has them
     * @param stored what the row is to have for a name and a new value
     * @throws dev.pindai.shared.ProblemException 400 {@code INVALID_WEBHOOK_HEADER}
     */
    static Map<String, String> read(Map<String, String> given, Map<String, String> known, BinaryOperator<String> stored) {
        var old = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        old.putAll(known);
        var read = new LinkedHashMap<String, String>();
        var names = new HashMap<String, String>();
        given.forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                throw WebhookProblems.badHeader("'" + name + "' is no name of a header");
            }
            if (OURS.contains(lower) || lower.startsWith("x-webhook-") || lower.startsWith("x-pindai-")) {
                throw WebhookProblems.badHeader("'" + name + "' is set by Pindai itself");
            }
            if (names.put(lower, name) != null) {
                throw WebhookProblems.badHeader("'" + name + "' is there twice");
            }
            boolean same = MASK.equals(value) && old.containsKey(name);
            if (!same && (value == null || !VALUE.matcher(value).matches())) {
                throw WebhookProblems.badHeader(
                        "the value of '" + name + "' must be up to 2000 printable characters of ISO 8859-1 in one line");
            }
            read.put(name, same ? old.get(name) : stored.apply(name, value));
        });
        return read;
    }

    /** Whether a change leaves values as they are, null for all of them. */
    static boolean keepsAny(Map<String, String> given) {
        return given == null || given.containsValue(MASK);
    }

    static Map<String, String> masked(Map<String, String> headers) {
        return headers.keySet().stream().collect(Collectors.toMap(name -> name, name -> MASK, (a, b) -> a, TreeMap::new));
    }
}
