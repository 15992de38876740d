package dev.pindai.engine.browser;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What drivers and browsers get of the service's environment: what programs need to find their way about a machine. The rest
 * stays here, for among it are our own settings, the database's password and whatever else the operator's shell holds.
 */
final class ChildEnvironment {

    private static final Set<String> NAMES = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR",
            "LD_LIBRARY_PATH",
            // For browsers that are to be seen.
            "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
            // Where Chromium's helper for its sandbox is, if not beside it.
            "CHROME_DEVEL_SANDBOX");
    private static final List<String> FAMILIES = List.of("LC_", "XDG_", "FONTCONFIG_");
    private static final String PROXY = "_proxy";

    private final Map<String, String> passed = new HashMap<>();
    private final Map<String, String> overAll = new HashMap<>();

    /**
     * @param all the service's own
     * @param more names that are passed on besides the usual ones
     */
    ChildEnvironment(Map<String, String> all, Collection<String> more) {
        all.forEach((name, value) -> {
            if (usual(name) || more.contains(name) || harmlessProxy(name, value)) {
                passed.put(name, value);
                overAll.put(name, value);
            } else {
                overAll.put(name, "");
            }
        });
    }

    /** The service's own, as far as these settings let it pass. */
    static ChildEnvironment of(BrowserConfig config) {
        return new ChildEnvironment(System.getenv(), config.environment().orElse(List.of()));
    }

    /** The same with the usual names only. */
    static ChildEnvironment usual() {
        return new ChildEnvironment(System.getenv(), List.of());
    }

    /** What a child gets that is given an environment. A copy. */
    Map<String, String> passed() {
        return new HashMap<>(passed);
    }

    /** What to put on top for a child that inherits all of ours: each variable that it should not see is emptied. A copy. */
    Map<String, String> overAll() {
        return new HashMap<>(overAll);
    }

    private static boolean usual(String name) {
        return NAMES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }

    /** Chromium takes its way out from these where nothing else is set. It can't use a login, so one is not passed on. */
    private static boolean harmlessProxy(String name, String value) {
        return name.toLowerCase(Locale.ROOT).endsWith(PROXY) && !value.contains("@");
    }
}
