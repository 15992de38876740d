package dev.pindai.session;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pindai.engine.PageProxy.Scheme;
import dev.pindai.shared.ProblemException;

/**
 * Reads what a caller gives as a proxy. Refusals say how to mend it and repeat nothing of what was given, in which a password
 * may stand.
 */
final class ProxyAddress {

    private static final Pattern ADDRESS = Pattern
            .compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:(.*)@)?(\\[[^\\]]*]|[^:/@?#]*)(?::(\\d{0,6}))?/?");
    private static final Pattern NAME = Pattern
            .compile("(?i)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");
    private static final Pattern IPV6 = Pattern.compile("(?i)[0-9a-f:.]*:[0-9a-f:.]*");
    private static final String FORM = "server must be like http://host:port, https://host:port or socks5://host:port";
    private static final int MOST_SOCKS = 255;

    private ProxyAddress() {
    }

    /** @throws ProblemException 400 {@code INVALID_PROXY} */
    static SessionProxy read(String server, String username, String password) {
        Matcher parts = ADDRESS.matcher(server.strip());
        if (!parts.matches()) {
            throw invalid(FORM + ", with nothing after the port.");
        }
        Scheme scheme = scheme(parts.group(1));
        if (parts.group(2) != null) {
            if (username != null || password != null) {
                throw invalid("the login stands twice: give it in server, or in username and password.");
            }
            String login = parts.group(2);
            int colon = login.indexOf(':');
            username = decoded(colon < 0 ? login : login.substring(0, colon));
            password = colon < 0 ? null : decoded(login.substring(colon + 1));
        }
        checkLogin(scheme, username, password);
        return new SessionProxy(scheme, host(parts.group(3)), port(scheme, parts.group(4)), username, password);
    }

    private static Scheme scheme(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            // Names are always left to the proxy, which is what the h asks for.
            case "socks5", "socks5h" -> Scheme.SOCKS5;
            case "socks", "socks4", "socks4a" -> throw invalid(
                    "SOCKS4 knows no login and is not supported: use socks5://host:port.");
            default -> throw invalid(FORM + ".");
        };
    }

    private static String host(String given) {
        if (given.startsWith("[")) {
            String inside = given.substring(1, given.length() - 1);
            if (!IPV6.matcher(inside).matches() || inside.length() > 45) {
                throw invalid("the address in brackets must be an IPv6 address, such as [2001:db8::1].");
            }
            return inside.toLowerCase(Locale.ROOT);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(given);
        } catch (IllegalArgumentException e) {
            ascii = "";
        }
        if (ascii.length() > 253 || !NAME.matcher(ascii).matches()) {
            throw invalid("the host must be a name such as proxy.example.com, or an IP address.");
        }
        return ascii.toLowerCase(Locale.ROOT);
    }

    private static int port(Scheme scheme, String given) {
        if (given == null) {
            return switch (scheme) {
                case HTTP -> 80;
                case HTTPS -> 443;
                case SOCKS5 -> 1080;
            };
        }
        int port = given.isEmpty() ? 0 : Integer.parseInt(given);
        if (port < 1 || port > 65535) {
            throw invalid("the port must be a number from 1 to 65535.");
        }
        return port;
    }

    private static void checkLogin(Scheme scheme, String username, String password) {
        if (username == null && password != null) {
            throw invalid("a password needs a username beside it.");
        }
        if (username != null && username.isEmpty()) {
            throw invalid("the username is empty: leave it out for a proxy without a login.");
        }
        if (scheme != Scheme.SOCKS5 && username != null && username.contains(":")) {
            throw invalid("a username with a colon can't be sent to an HTTP proxy.");
        }
        if (scheme == Scheme.SOCKS5 && (tooLong(username) || tooLong(password))) {
            throw invalid("SOCKS5 takes a username and a password of 255 bytes at most.");
        }
        if (scheme == Scheme.SOCKS5 && username != null && (password == null || password.isEmpty())) {
            throw invalid("SOCKS5 takes a username only with a password.");
        }
        if (controls(username) || controls(password)) {
            throw invalid("username and password must not hold control characters.");
        }
    }

    private static boolean tooLong(String text) {
        return text != null && text.getBytes(StandardCharsets.UTF_8).length > MOST_SOCKS;
    }

    private static boolean controls(String text) {
        return text != null && text.chars().anyMatch(Character::isISOControl);
    }

    /** Plus stays plus: only {@code %20} is a blank here. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("a % in the login must be written %25, or give the login in username and password.");
        }
    }

    private static ProblemException invalid(String how) {
        return new ProblemException(400, "INVALID_PROXY", "The proxy can't be used: " + how);
    }
}
