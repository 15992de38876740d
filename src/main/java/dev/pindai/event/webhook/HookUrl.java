package dev.pindai.event.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a receiver, checked for what can be told without looking it up.
 *
 * @param text as it is kept
 * @param name its host without port or brackets
 * @param host its host and port
 */
record HookUrl(String text, String name, String host) {

    private static final int LONGEST = 2000;
    private static final int LONGEST_HOST = 253;
    private static final int LAST_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws dev.pindai.shared.ProblemException 400 {@code INVALID_WEBHOOK_URL} */
    static HookUrl read(String text) {
        var url = parse(text.strip());
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw WebhookProblems.badUrl("it must begin with https:// or http://");
        }
        if (url.getRawUserInfo() != null) {
            throw WebhookProblems.badUrl("a login does not belong in it: send it as the header Authorization");
        }
        if (url.getRawFragment() != null) {
            throw WebhookProblems.badUrl("the part after # is not sent: leave it out");
        }
        if (url.getHost() == null || url.getHost().length() > LONGEST_HOST) {
            throw WebhookProblems.badUrl("it has no host, or one with letters other than ASCII's: write those as xn--…");
        }
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        if (port == 0 || port > LAST_PORT) {
            throw WebhookProblems.badUrl("its port must be from 1 to 65535");
        }
        var host = url.getHost().toLowerCase(Locale.ROOT);
        return new HookUrl(url.toString(), host.replaceAll("^\\[|]$", ""), host + ":" + port);
    }

    private static URI parse(String text) {
        try {
            if (text.length() <= LONGEST) {
                return new URI(text);
            }
            throw WebhookProblems.badUrl("it is longer than " + LONGEST + " characters");
        } catch (URISyntaxException e) {
            throw WebhookProblems.badUrl("it is not an address: " + e.getReason().toLowerCase(Locale.ROOT));
        }
    }

    /** The address without its query, which may hold a secret. */
    static String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
