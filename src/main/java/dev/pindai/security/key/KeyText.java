package dev.pindai.security.key;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pindai.security.Tokens;

/**
 * A key as its holder has it: {@code pindai_<prefix>_<secret>}. It is found by its prefix, which is no secret and never
 * changes; what is kept of the whole is a digest.
 */
record KeyText(String prefix, String text) {

    private static final Pattern FORM = Pattern.compile("pindai_([a-z0-9]{8})_[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PREFIX_LENGTH = 8;

    /** A new key. */
    static KeyText next() {
        return next(new SecureRandom().ints(PREFIX_LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append).toString());
    }

    /** A new secret for the key with this prefix. */
    static KeyText next(String prefix) {
        return new KeyText(prefix, "pindai_" + prefix + "_" + Tokens.next());
    }

    /** Empty for what can't be a key, so that nobody has to look it up. */
    static Optional<String> prefixOf(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    byte[] hash() {
        return Tokens.sha256(text);
    }

    /** The secret never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "KeyText[" + prefix + "]";
    }
}
