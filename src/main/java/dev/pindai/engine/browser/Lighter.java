package dev.pindai.engine.browser;

import java.util.List;

/** What a page can do without when nobody looks at it. Each can be left out with {@code pindai.browser.lighter}. */
public enum Lighter {
    /** Nothing: to be able to say so. */
    NONE,
    /** Garbage in a page's memory is collected when the page has come to rest, and now and then; V8 would keep it for hours. */
    GARBAGE,
    /** Pictures are not loaded: those of people and chats are missing on screenshots too. */
    IMAGES("--blink-settings=imagesEnabled=false"),
    /** Fonts that a page brings are not loaded. */
    FONTS("--disable-remote-fonts"),
    /** Pages are told to do without animations. */
    MOTION("--force-prefers-reduced-motion"),
    /** Drawing is done in the browser's main process instead of one more. */
    GPU("--in-process-gpu");

    private final List<String> flags;

    Lighter(String... flags) {
        this.flags = List.of(flags);
    }

    List<String> flags() {
        return flags;
    }
}
