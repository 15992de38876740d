package dev.pindai.event.webhook;

/** Makes texts from elsewhere fit into a column. */
final class Texts {

    private Texts() {
    }

    /** PostgreSQL takes any character but this one. */
    static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /** Its beginning, of this many characters at most, whole ones only. */
    static String cut(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
