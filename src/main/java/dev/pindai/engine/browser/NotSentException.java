package dev.pindai.engine.browser;

import dev.pindai.engine.PageGoneException;

/** A command never reached the page: unlike one whose answer was lost, it had no effect for certain. */
final class NotSentException extends PageGoneException {

    NotSentException(String message) {
        super(message);
    }
}
