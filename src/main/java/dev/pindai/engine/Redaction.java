package dev.pindai.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what nobody but its owner may read, before it is kept for diagnostics: QR strings, pairing codes, keys
 * and tokens, logins in addresses and headers, and the middle of phone numbers. It rather takes too much than too little.
 */
public final class Redaction {

    /** Longer texts are cut first: nobody reads so much, and the work stays bounded. */
    private static final int LONGEST = 4000;
    private static final int SHORTEST_TOKEN = 20;
    /** No number, code or token that is too short to be known as one is longer. */
    private static final int LOOSE_END = 40;
    private static final int LONG_TOKEN = 32;
    private static final int NUMBER_HEAD = 4;
    private static final int NUMBER_TAIL = 2;

    private static final Pattern DATA_ADDRESS = Pattern.compile("\\bdata:[\\w.+/-]*+[;,][^\\s\"')]*+");
    private static final Pattern LOGIN = Pattern.compile("\\b(\\w[\\w+.-]*+://)[^/\\s@\"']++@");
    private static final Pattern QUERY = Pattern.compile("(\\b(?:https?|wss?)://[^\\s?#\"']*+)[?#][^\\s\"')]*+");
    private static final Pattern HEADER = Pattern
            .compile("(?i)\\b((?:set-)?cookie|(?:proxy-)?authorization|x-api-key)(\"?+\\s*+[:=]\\s*+)[^\\n\\r]*+");
    private static final Pattern SCHEME = Pattern.compile("\\b(Bearer|Basic)\\s++[^\\s\"']++");
    private static final Pattern NAMED = Pattern
            .compile("(?i)\\b([\\w-]*(?:password|passwd|secret|token|(?:api|private|admin|noise"
                    + "|identity|session)[_-]?key|keypair))(\"?+\\s*+[:=]\\s*+)(\"[^\"]*+\"|'[^']*+'|[^\\s,;&}]++)");
    private static final Pattern QR = Pattern.compile("\\b\\d@[^\\s\"'<>]++");
    private static final Pattern PARTS = Pattern
            .compile("(?<![A-Za-z0-9+/_=@-])[A-Za-z0-9+/_=@-]{8,}+(?:,[A-Za-z0-9+/_=-]{16,}+){2,}+");
    private static final Pattern PAIRING = Pattern
            .compile("(?<![\\w-])[1-9A-HJ-NP-TV-Z]{4}-?[1-9A-HJ-NP-TV-Z]{4}(?![\\w-])");
    private static final Pattern HEX = Pattern.compile("(?i)(?<![\\w])[0-9a-f]{24,}+(?![\\w])");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_=-]{" + SHORTEST_TOKEN + ",}+");
    private static final Pattern SPELT = Pattern.compile("[a-z]{4}");
    /** Not after a colon: figures in JSON are no numbers to call. */
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9.:-])(?:\\+?[1-9]\\d{8,14}|0[1-9]\\d{8,11})(?![\\d])");
    private static final Pattern ACCOUNT = Pattern
            .compile("\\d{9,15}(?=(?::\\d{1,3})?@(?:c\\.us|s\\.whatsapp\\.net|lid|g\\.us))");
    private static final Pattern SPACED_NUMBER = Pattern.compile("\\+[1-9][\\d ().-]{8,20}\\d");

    private Redaction() {
    }

    /** The text without its secrets; null for null. Never longer than 4000 characters. */
    public static String clean(String text) {
        if (text == null) {
            return null;
        }
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String clean = DATA_ADDRESS.matcher(cut).replaceAll("data:…");
        clean = address(clean);
        clean = HEADER.matcher(clean).replaceAll("$1$2[removed]");
        clean = SCHEME.matcher(clean).replaceAll("$1 [removed]");
        clean = NAMED.matcher(clean).replaceAll("$1$2[removed]");
        clean = QR.matcher(clean).replaceAll("[QR removed]");
        clean = PARTS.matcher(clean).replaceAll("[QR removed]");
        clean = HEX.matcher(clean).replaceAll("[removed]");
        clean = WORD.matcher(clean)
                .replaceAll(word -> looksRandom(word.group()) ? "[removed]" : Matcher.quoteReplacement(word.group()));
        // After the keys: in the middle of a key, it would leave a head that is too short to be known as one.
        clean = PAIRING.matcher(clean).replaceAll("[code removed]");
        return phoneNumbers(clean);
    }

    /**
     * The beginning of a longer text without its secrets. One that was cut in two is not known as such by its first half, so
     * the end of what is left is let go too.
     */
    public static String cleanHead(String head) {
        String clean = clean(head);
        int end = clean.length() - LOOSE_END;
        // A login in an address may be of any length, but has none of these in it.
        while (end > 0 && " \t\r\n/\"'".indexOf(clean.charAt(end - 1)) < 0) {
            end--;
        }
        return clean.substring(0, Math.max(0, end)) + "…";
    }

    /** An address, or words with addresses in them, without logins, queries and fragments; paths stay as they are. */
    public static String address(String text) {
        String clean = LOGIN.matcher(text).replaceAll("$1[removed]@");
        return QUERY.matcher(clean).replaceAll("$1?…");
    }

    /** The same text with the middle digits of each phone number hidden, also in an id such as {@code 628123456789@c.us}. */
    public static String phoneNumbers(String text) {
        String clean = ACCOUNT.matcher(text).replaceAll(number -> masked(number.group()));
        clean = SPACED_NUMBER.matcher(clean).replaceAll(number -> masked(number.group()));
        return NUMBER.matcher(clean).replaceAll(number -> masked(number.group()));
    }

    private static String masked(String number) {
        int digits = (int) number.chars().filter(Character::isDigit).count();
        StringBuilder masked = new StringBuilder();
        int seen = 0;
        for (char character : number.toCharArray()) {
            if (Character.isDigit(character)) {
                seen++;
                masked.append(seen <= NUMBER_HEAD || seen > digits - NUMBER_TAIL ? character : '*');
            } else {
                masked.append(character);
            }
        }
        return masked.toString();
    }

    /** Names of files and modules are words set one after the other; in keys, letters of all kinds are mixed. */
    private static boolean looksRandom(String word) {
        boolean upper = word.chars().anyMatch(Character::isUpperCase);
        boolean lower = word.chars().anyMatch(Character::isLowerCase);
        boolean digit = word.chars().anyMatch(Character::isDigit);
        if (upper && lower) {
            // One key in a thousand has no digit at all.
            return digit || word.endsWith("=") || word.length() >= LONG_TOKEN || !SPELT.matcher(word).find();
        }
        return digit && word.length() >= LONG_TOKEN && word.indexOf('-') < 0 && word.indexOf('/') < 0;
    }
}
