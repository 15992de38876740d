package dev.pindai.security.key;

import java.util.UUID;

/**
 * A key was changed: what is remembered of it counts no more.
 *
 * @param ended whether connections that it opened have to end
 */
record KeyChanged(UUID id, String prefix, boolean ended) {
}
