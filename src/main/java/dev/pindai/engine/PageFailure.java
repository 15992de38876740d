package dev.pindai.engine;

/** Why a page ended or could not be opened, as far as the engine can tell. */
public enum PageFailure {
    /** No usable browser executable. */
    BROWSER_NOT_FOUND,
    /** The browser, its renderer or the driver ended. */
    CRASHED,
    /** The page's renderer ended for want of memory. */
    OUT_OF_MEMORY,
    /** The page answered no heartbeat until its deadline. */
    HUNG,
    /** WhatsApp's address did not answer, or not with its page. */
    UNREACHABLE,
    /** The proxy refused or did not answer. */
    PROXY_FAILED,
    /** Another live process holds the profile directory. */
    PROFILE_LOCKED,
    /** The profile can't be written. */
    DISK_FULL,
    /** Anything else; the detail says what. */
    INTERNAL
}
