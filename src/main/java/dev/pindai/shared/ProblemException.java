package dev.pindai.shared;

import java.time.Duration;

/** Thrown by features to answer a request with a {@link Problem}. Holds no cause: nothing of a stack reaches a caller. */
public class ProblemException extends RuntimeException {

    private final int status;
    private final String code;
    private final Duration retryAfter;

    public ProblemException(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    /** @param retryAfter sent as {@code Retry-After} in whole seconds, or null */
    public ProblemException(int status, String code, String detail, Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
