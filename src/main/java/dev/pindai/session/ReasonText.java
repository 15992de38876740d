package dev.pindai.session;

import java.util.Locale;
import java.util.ResourceBundle;

import io.quarkus.runtime.annotations.RegisterResourceBundle;

/** The sentence for people that goes with a {@link Reason}, in English and Indonesian. */
@RegisterResourceBundle(bundleName = "messages.reasons")
public final class ReasonText {

    private static final Locale INDONESIAN = Locale.of("id");

    private ReasonText() {
    }

    /** What happened and what to do; English for languages we do not have. Null for a null reason. */
    public static String sentence(Reason reason, Locale locale) {
        // Locale.ROOT holds English; the machine's own language must not slip in.
        var language = INDONESIAN.getLanguage().equals(locale.getLanguage()) ? INDONESIAN : Locale.ROOT;
        return reason == null ? null : ResourceBundle.getBundle("messages.reasons", language).getString(reason.name());
    }
}
