package dev.pindai.engine;

/** A command went to a page that is closed, closing, or was reloaded before it answered. */
public class PageGoneException extends RuntimeException {

    public PageGoneException(String message) {
        super(message);
    }
}
