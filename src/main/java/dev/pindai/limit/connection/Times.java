package dev.pindai.limit.connection;

import java.time.Duration;

/**
 * How long a connection may take.
 *
 * @param head for the head of a request, from its first byte on; of the first one from the connection's begin on
 * @param body for a body, and a second more for each 16 KB of it
 * @param rest for which a connection is kept without a request, once at least and twice at most
 */
record Times(Duration head, Duration body, Duration rest) {

    private static final long BYTES_A_SECOND = 16 * 1024;

    /** How long a body may take of which this much is there. */
    Duration body(long bytes) {
        return body.plusSeconds(bytes / BYTES_A_SECOND);
    }
}
