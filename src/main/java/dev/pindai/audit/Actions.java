package dev.pindai.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names what a request does: {@code session.start}. The name is made of the words of its address and of its method, so that a
 * call that is added tomorrow has one without anybody thinking of it. {@code ActionsTest} has the names that are there today.
 */
final class Actions {

    /** What a stranger was refused, and what a caller was refused where its action is of no interest otherwise. */
    static final String REFUSED = "access.refused";
    /** A request that would change something, to an address that nothing answers. */
    static final String NOTHING_THERE = "access.nothing-there";
    /** The end of the names of all that is only read. */
    private static final String READ = ".read";

    private static final Map<String, String> VERBS = Map.of("POST", "create", "PUT", "set", "PATCH", "change", "DELETE",
            "delete");
    /** Listening to what happens, live. */
    static final String LISTEN = "events" + READ;

    private static final String SIGN_IN = "sign-in";
    private static final String SIGN_OUT = "sign-out";
    /** People whom another server lets in come back by a GET. */
    private static final Map<String, String> NAMES = Map.of("POST /login", SIGN_IN, "GET /login/oidc", SIGN_IN, "POST /logout",
            SIGN_OUT, "GET /ws", LISTEN);
    /** What can be read at the end of an API address with which an account could be linked, or that shows its page. */
    private static final Set<String> SECRETS = Set.of("qr", "pairing-code", "passkey", "screenshot", "diagnostics", "archive",
            "events");
    /** The simulated page's own requests, which are no user's, and packets of a connection that is open already. */
    private static final List<String> NOT_OURS = List.of("/sandbox/web/", "/socket.io");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private Actions() {
    }

    /**
     * The name of what a request does, or empty if it is of no interest.
     *
     * @param path of its address; what is no word in it counts as an id, so ids must not look like words
     */
    static Optional<String> name(String method, String path) {
        var named = NAMES.get(method + " " + path);
        if (named != null || NOT_OURS.stream().anyMatch(path::startsWith)) {
            return Optional.ofNullable(named);
        }
        var segments = Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
        if (method.equals("GET")) {
            return path.startsWith("/api/") && SECRETS.contains(segments.getLast())
                    ? Optional.of(words(segments, false) + READ)
                    : Optional.empty();
        }
        return Optional.ofNullable(VERBS.get(method)).map(verb -> change(method, verb, segments));
    }

    /** Whether an action of this name changes nothing. */
    static boolean isRead(String name) {
        return name.endsWith(READ);
    }

    /** Whether by this action somebody signs in or out, which strangers may do. */
    static boolean isSignIn(String name) {
        return name.equals(SIGN_IN) || name.equals(SIGN_OUT);
    }

    private static String change(String method, String verb, List<String> segments) {
        if (segments.isEmpty() || !isWord(segments.getFirst())) {
            return NOTHING_THERE;
        }
        // What is posted to a collection makes one; all else that is posted is a verb already: /start.
        var says = method.equals("POST") && isWord(segments.getLast()) && !isPlural(segments.getLast());
        return says ? words(segments, false) : words(segments, true) + "." + verb;
    }

    private static String words(List<String> segments, boolean singularLast) {
        var words = new ArrayList<String>();
        for (int i = segments.getFirst().equals("api") ? 1 : 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (isWord(segment)) {
                words.add(singularLast || i < segments.size() - 1 ? singular(segment) : segment);
            }
        }
        return String.join(".", words);
    }

    private static boolean isWord(String segment) {
        // An id may begin with a letter.
        return WORD.matcher(segment).matches() && Subject.id(segment).isEmpty();
    }

    private static boolean isPlural(String word) {
        return word.endsWith("s") && !word.endsWith("ss");
    }

    private static String singular(String word) {
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return isPlural(word) ? word.substring(0, word.length() - 1) : word;
    }
}
