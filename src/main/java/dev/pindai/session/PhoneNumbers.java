package dev.pindai.session;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Reads phone numbers as people write them and as WhatsApp's ids hold them. */
public final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String EXAMPLE = "+6281234567890";

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
     * @throws IllegalArgumentException if it is none; its message is a sentence for whoever typed it
     */
    public static String digits(String phoneNumber) {
        // Numbers that are copied from an address book often carry marks that nobody sees.
        var written = phoneNumber.replaceAll("\\p{Cf}", "").strip();
        if (!written.matches("\\+?[\\p{Nd}\\p{Zs}\\p{Pd}./()]+")) {
            throw new IllegalArgumentException(
                    "phoneNumber may hold digits, spaces, dashes, dots and brackets after its +, and "
                            + "nothing else, such as " + EXAMPLE + ".");
        }
        if (!written.startsWith("+")) {
            // 812… would be read as a number in Japan.
            throw new IllegalArgumentException("phoneNumber must begin with + and the country code, such as " + EXAMPLE
                    + ": without them, 0812… or 812… could be a number of any country.");
        }
        try {
            var parsed = NUMBERS.parse(written, null);
            if (!NUMBERS.isValidNumber(parsed)) {
                throw new IllegalArgumentException(why(parsed));
            }
            return NUMBERS.format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164).substring(1);
        } catch (NumberParseException e) {
            throw new IllegalArgumentException(e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
                    ? "phoneNumber begins with a country code that no country has. Check the digits after the +, as in "
                            + EXAMPLE + "."
                    : "phoneNumber is too short or too long to be one. It needs country code and number, such as " + EXAMPLE
                            + ".");
        }
    }

    private static String why(PhoneNumber parsed) {
        var country = "+" + parsed.getCountryCode();
        return switch (NUMBERS.isPossibleNumberWithReason(parsed)) {
            case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY ->
                "phoneNumber is too short for a number of " + country + ". Give all of its digits.";
            case TOO_LONG -> "phoneNumber is too long for a number of " + country + ". Check its digits.";
            default -> "phoneNumber is no number that " + country + " has given out. Check its digits.";
        };
    }
}
