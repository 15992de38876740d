package dev.pindai.audit;

/** Words of strangers as they may be stored and logged: short, on one line, and nothing in them that no column takes. */
final class Text {

    private Text() {
    }

    static String cut(String text, int length) {
        if (text == null) {
            return null;
        }
        return text.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(length).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
