package dev.pindai.security.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where to go after signing in: a path of ours, never another site that somebody put into a link. */
final class LocalPath {

    /** One slash first ("//host" and "/\host" lead elsewhere), then visible ASCII only. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private LocalPath() {
    }

    static String orHome(String next) {
        return next != null && LOCAL.matcher(next).matches() ? next : "/";
    }

    static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
