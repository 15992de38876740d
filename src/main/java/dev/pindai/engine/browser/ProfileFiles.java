package dev.pindai.engine.browser;

import java.util.List;
import java.util.Set;

/**
 * Which files of a profile go with it to another machine: what pages have stored, and nothing by which the browser is told how
 * to behave, nor what it can get again.
 */
final class ProfileFiles {

    /** Chromium's names of what sites store: databases, keys among them, and the cookies. */
    private static final Set<String> STORED = Set.of("Cookies", "Cookies-journal", "File System", "IndexedDB", "Local Storage",
            "Network", "Service Worker", "Session Storage", "WebStorage");
    /** Within those: copies of what was loaded. */
    private static final List<String> CACHES = List.of("Service Worker/CacheStorage/");
    /** Of LevelDB: made anew, and no part of what is stored. */
    private static final Set<String> IDLE = Set.of("LOCK", "LOG", "LOG.old");
    private static final int LONGEST = 1000;
    private static final int LONGEST_PART = 255;

    private ProfileFiles() {
    }

    /**
     * Whether this file is one of them.
     *
     * @param name its path below the profile, with slashes
     */
    static boolean portable(String name) {
        String[] parts = name.split("/", -1);
        return name.length() <= LONGEST && STORED.contains(parts[0])
                && List.of(parts).stream().allMatch(ProfileFiles::harmless)
                && !IDLE.contains(parts[parts.length - 1]) && CACHES.stream().noneMatch(name::startsWith);
    }

    /** Not a name that leads elsewhere or is none, on whatever system; Chromium's are all of this kind. */
    private static boolean harmless(String part) {
        return !part.isEmpty() && part.length() <= LONGEST_PART && !part.equals(".") && !part.equals("..")
                && part.chars().noneMatch(letter -> letter == '\\' || letter < ' ' || letter > '~');
    }
}
