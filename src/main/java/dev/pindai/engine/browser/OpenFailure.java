package dev.pindai.engine.browser;

import dev.pindai.engine.PageFailure;

/** A page could not be opened, in the port's words. */
final class OpenFailure extends Exception {

    private final PageFailure failure;

    OpenFailure(PageFailure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    PageFailure failure() {
        return failure;
    }
}
