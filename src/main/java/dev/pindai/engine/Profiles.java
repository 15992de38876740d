package dev.pindai.engine;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The profiles of sessions as files that can be kept elsewhere and come back, here or on another machine. Methods block for as
 * long as disk and stream take.
 */
public interface Profiles {

    /**
     * Adds what the session's pages have stored, its login included, as entries of a zip. Its page must be closed.
     *
     * @throws ProfileRefusedException if it is beyond the limits
     */
    void save(UUID sessionId, ZipOutputStream to, ProfileLimits limits) throws IOException;

    /**
     * Takes the rest of a zip for a profile that is nobody's yet.
     *
     * @throws ProfileRefusedException if it is beyond the limits, or holds what {@link #save} would not have put there
     */
    Staged stage(ZipInputStream from, ProfileLimits limits) throws IOException;

    /** The major version of the browser that opens profiles; empty if there is none. */
    OptionalInt browserVersion();

    /** A profile that waits for its session. */
    interface Staged extends AutoCloseable {

        /** From now on it is this session's, which has none. */
        void adopt(UUID sessionId) throws IOException;

        /** Removes it, unless it was adopted. */
        @Override
        void close();
    }
}
