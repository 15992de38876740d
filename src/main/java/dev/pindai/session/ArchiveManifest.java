package dev.pindai.session;

import java.time.Instant;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an archive says of its session; the first file in it.
 *
 * @param format 1; a later one is not read
 * @param wid the account
 * @param browser major version of the browser that wrote the profile, or null if it was not known
 */
@RegisterForReflection
record ArchiveManifest(int format, Instant createdAt, String name, Map<String, String> metadata, String wid, String pushName,
        Integer browser) {

    static final int FORMAT = 1;
    static final String FILE = "session.json";
}
