package dev.pindai.page;

import java.util.List;
import java.util.Locale;

import io.quarkus.qute.TemplateData;

/** The languages the pages are written in; the first is what a visitor gets whose own is not among them. */
@TemplateData
public enum Language {

    EN("en", "English"),
    ID("id", "Bahasa Indonesia");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** BCP 47 tag, as in {@code <html lang>}. */
    public String tag() {
        return tag;
    }

    /** Its name in itself: whoever looks for it reads that one. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    /**
     * An explicit choice wins over a remembered one, and that over what the browser prefers.
     *
     * @param choice of this request, or null
     * @param remembered in a cookie, or null
     * @param accepted best first; {@code ms} readers are served Indonesian rather than English
     */
    static Language choose(String choice, String remembered, List<Locale> accepted) {
        for (var tag : new String[] { choice, remembered }) {
            for (var language : values()) {
                if (language.tag.equalsIgnoreCase(tag)) {
                    return language;
                }
            }
        }
        for (var locale : accepted) {
            for (var language : values()) {
                if (language.tag.equals(locale.getLanguage())) {
                    return language;
                }
            }
            if ("ms".equals(locale.getLanguage())) {
                return ID;
            }
        }
        return EN;
    }
}
