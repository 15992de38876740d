package dev.pindai.engine;

/** The page answered a command with an error; the message is the page's, with secrets left out. */
public class PageCallException extends RuntimeException {

    public PageCallException(String message) {
        super(message);
    }
}
