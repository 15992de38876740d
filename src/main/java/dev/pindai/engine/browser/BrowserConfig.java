package dev.pindai.engine.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How browsers are found, started and watched. */
@ConfigMapping(prefix = "pindai.browser")
public interface BrowserConfig {

    /** The browser to start: Chromium or Chrome. Without it the usual names and places are tried. */
    Optional<Path> executable();

    /** Replaces the trimmed set of Chromium switches Pindai brings. */
    Optional<List<String>> args();

    /** Switches added to the set, for example {@code --lang=id}. */
    Optional<List<String>> extraArgs();

    /** False shows the browser's window; for that a display is needed. */
    @WithDefault("true")
    boolean headless();

    /** How many drivers share the work; each costs one Node process of about 90 MB. Default: the cores, 4 at most. */
    OptionalInt lanes();

    /** How many pages are opened at once; the others wait until those have loaded. Default: the cores. */
    OptionalInt startsAtOnce();

    /** How long a page that does not load may keep the others waiting. */
    @WithDefault("3s")
    Duration startPatience();

    /** The directory {@code playwright-driver}; without it the one beside the application, else the build's. */
    Optional<Path> driverDir();

    /** Sessions that share one browser; 1 gives each session a browser of its own. */
    @WithDefault("8")
    @Min(1)
    int sessionsPerBrowser();

    /** Where browsers are shared, whether one is kept started while nobody is in it, so that no session waits for its start. */
    @WithDefault("true")
    boolean keepReady();

    /** How far browsers step back where processors are scarce, 0 to 19, so that the service still answers. */
    @WithDefault("5")
    @Min(0)
    @Max(19)
    int niceness();

    /** Whether Chromium's own sandbox is used. Where it can't be, as for root, it is off with a warning that says why. */
    @WithDefault("true")
    boolean sandbox();

    /** Variables of the service's environment that browsers and drivers get besides the usual ones, by name. */
    Optional<List<String>> environment();

    /** How long a browser may take to start. */
    @WithDefault("30s")
    Duration launchTimeout();

    /** How long WhatsApp's page may take to answer before the start fails with UNREACHABLE. */
    @WithDefault("30s")
    Duration navigationTimeout();

    /** How long a browser may take to end before it is killed. */
    @WithDefault("10s")
    Duration closeTimeout();

    /** How long a page may say nothing before it counts as silent; it speaks every one to four seconds. */
    @WithDefault("10s")
    Duration heartbeatTimeout();

    /**
     * Bytes that must be free on the disk with the profiles to start a browser, such as {@code 50M}; with less than a tenth of
     * it, browsers that run are ended so that no login is lost. 0 asks for nothing.
     */
    @WithDefault("50M")
    MemorySize minFreeDisk();

    /** How long a page may take to answer a command, such as asking for a pairing code. */
    @WithDefault("30s")
    Duration commandTimeout();

    /** How long a screenshot may take. */
    @WithDefault("3s")
    Duration screenshotTimeout();

    /** What pages do without; {@code none} leaves all as it is. */
    @WithDefault("garbage")
    Set<Lighter> lighter();

    /** How often a page's garbage is collected, besides when it comes to rest. */
    @WithDefault("10m")
    Duration garbageInterval();

    /** How often the memory and processor time of each browser are measured. */
    @WithDefault("30s")
    Duration usageInterval();
}
