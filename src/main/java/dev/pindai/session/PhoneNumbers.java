package dev.pindai.session;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** Reads phone numbers as people write them and as WhatsApp's ids hold them. */
public final class PhoneNumbers {

    private PhoneNumbers() {
    }

    /** The number in a WhatsApp id, such as {@code +628123} for {@code 628123:4@c.us}; null if it holds none. */
    static String ofWid(String wid) {
        if (wid == null || !wid.matches("\\d+(:\\d+)?@(c\\.us|s\\.whatsapp\\.net)")) {
            return null;
        }
        return "+" + wid.replaceFirst("[:@].*", "");
    }

    /**
     * Digits with country code of a number in international form, such as {@code +62 812-3456-7890}.
     *
     * @throws IllegalArgumentException if it is not a possible number
     */
    public static String digits(String phoneNumber) {
        var written = phoneNumber.strip();
        try {
            var parsed = PhoneNumberUtil.getInstance().parse(written.startsWith("+") ? written : "+" + written, null);
            if (!PhoneNumberUtil.getInstance().isPossibleNumber(parsed)) {
                throw new IllegalArgumentException("not a possible phone number");
            }
            return PhoneNumberUtil.getInstance().format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164).substring(1);
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("not a phone number in international form", e);
        }
    }
}
