package dev.pindai.session.api;

import java.util.Locale;

import jakarta.ws.rs.core.HttpHeaders;

/** The language of an answer's sentences: Indonesian or English, as the caller prefers. */
final class Languages {

    private static final Locale INDONESIAN = Locale.of("id");

    private Languages() {
    }

    static Locale of(HttpHeaders headers) {
        for (var accepted : headers.getAcceptableLanguages()) {
            if (accepted.getLanguage().equals("id") || accepted.getLanguage().equals("in")) {
                return INDONESIAN;
            }
            if (accepted.getLanguage().equals("en")) {
                return Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }
}
