package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * Whether browsers start with Chromium's own sandbox, which keeps a page that broke out of its renderer from the machine. It is
 * on unless it can't be; then it is known why, and what to do about it. Said in the log once.
 */
final class ChromiumSandbox {

    private static final Logger LOG = Logger.getLogger(ChromiumSandbox.class);
    /** What Chromium ends with where the kernel does not give it what the sandbox is made of. */
    private static final Pattern REFUSED = Pattern
            .compile("No usable sandbox|SUID sandbox helper binary|Failed to move to new namespace");
    private static final String WITHOUT = "Browsers run without Chromium's sandbox: ";

    /** Null while it is on. */
    private volatile String off;

    /** @param root whether the service runs as root, for whom Chromium has no sandbox */
    ChromiumSandbox(BrowserConfig config, boolean root) {
        if (!config.sandbox()) {
            off("pindai.browser.sandbox is false. Remove that setting to have it");
        } else if (Stream.of(config.args(), config.extraArgs()).flatMap(args -> args.orElse(List.of()).stream())
                .anyMatch(flag -> flag.strip().endsWith("-no-sandbox"))) {
            off("--no-sandbox is among the switches of pindai.browser.args or extra-args. Remove it to have it");
        } else if (root) {
            off("Pindai runs as root, for whom there is none. Run it as another user to have it");
        }
    }

    static ChromiumSandbox of(BrowserConfig config) {
        return new ChromiumSandbox(config, root());
    }

    boolean on() {
        return off == null;
    }

    /** Why it is off and how to have it; empty while it is on. */
    Optional<String> problem() {
        return Optional.ofNullable(off);
    }

    /**
     * A browser did not start.
     *
     * @param words the last that it wrote
     * @return whether that was for want of the sandbox; from then on browsers start without it
     */
    synchronized boolean impossible(String words) {
        if (!REFUSED.matcher(words).find()) {
            return false;
        }
        if (on()) {
            off("the system gives this user no namespaces to make it of. " + remedy());
        }
        return true;
    }

    private void off(String why) {
        off = WITHOUT + why;
        LOG.warn(off);
    }

    private static String remedy() {
        if (is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
            return "AppArmor forbids them: give the browser a profile with the rule userns, or set"
                    + " kernel.apparmor_restrict_unprivileged_userns=0 with sysctl, then restart Pindai";
        }
        if (is("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
            return "Set kernel.unprivileged_userns_clone=1 with sysctl, then restart Pindai";
        }
        if (is("/proc/sys/user/max_user_namespaces", "0")) {
            return "Set user.max_user_namespaces to more than 0 with sysctl, then restart Pindai";
        }
        if (Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"))
                || System.getenv("KUBERNETES_SERVICE_HOST") != null) {
            return "Give the container a seccomp profile that allows clone, setns and unshare, as docs/at-rest.md says";
        }
        return "Install the package chromium-sandbox, which brings a helper that needs none, then restart Pindai";
    }

    private static boolean is(String file, String value) {
        try {
            return Files.readString(Path.of(file)).strip().equals(value);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
