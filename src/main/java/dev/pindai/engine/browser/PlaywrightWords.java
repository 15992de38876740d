package dev.pindai.engine.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a line for people of Playwright's errors, whose messages are pages of protocol log. */
final class PlaywrightWords {

    private static final Pattern MESSAGE = Pattern.compile("message='([^\n]+)");

    private PlaywrightWords() {
    }

    static String reason(Throwable error) {
        String text = String.valueOf(error.getMessage());
        Matcher message = MESSAGE.matcher(text);
        return (message.find() ? message.group(1) : text.lines().findFirst().orElse("")).strip();
    }
}
