package dev.pindai.engine.browser;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The switches a browser is started with, on top of those Playwright always gives. */
final class ChromiumFlags {

    /**
     * Chromium heeds only the last {@code --disable-features}, so this one repeats what matters of Playwright's. The
     * omnibox ones save a renderer of 40 MB in each browser, the spare one another of 20 MB.
     */
    private static final String FEATURES = String.join(",",
            "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "OmniboxAimPopup", "AimEnabled",
            "AiModeOmniboxEntryPoint",
            "AvoidUnnecessaryBeforeUnloadCheckSync", "DialMediaRouteProvider",
            "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "OptimizationHints", "PaintHolding",
            "ThirdPartyStoragePartitioning", "Translate",
            "SpareRendererForSitePerProcess");

    private static final List<String> TRIMMED = List.of(
            "--disable-gpu",
            "--disable-quic",
            // As few calls as can be leave for anyone but WhatsApp; Chromium still makes some to Google.
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-domain-reliability",
            "--disable-sync",
            "--no-first-run",
            "--no-pings",
            // Pages nobody looks at must keep their timers: the heartbeat and WhatsApp's own.
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            "--disable-background-timer-throttling",
            "--mute-audio");

    /** Whoever reaches a port of DevTools has every account. Chromium takes a switch with one dash as well. */
    private static final Pattern DOOR = Pattern.compile("\\s*--?remote-(debugging|allow)-.*");

    private ChromiumFlags() {
    }

    /** Those of the configured switches that are left out because they would open the browser to others. */
    static List<String> refused(BrowserConfig config) {
        return Stream.of(config.args(), config.extraArgs()).flatMap(args -> args.orElse(List.of()).stream())
                .filter(DOOR.asMatchPredicate()).map(flag -> flag.strip().replaceFirst("=.*", "")).toList();
    }

    /** For a browser with one page on its only profile. */
    static List<String> own(BrowserConfig config) {
        // Its profile goes when the browser goes.
        return with(config, "--disable-features=" + FEATURES + ",DestroyProfileOnBrowserClose");
    }

    /**
     * For a browser that others share. It starts without a window, and each profile is opened by asking the running browser
     * for one: what the new headless mode refuses, while the old way of having windows needs no display on this platform. A
     * profile is let go when its last window closes.
     */
    static List<String> shared(BrowserConfig config) {
        Stream<String> more = config.headless() ? Stream.of("--no-startup-window", "--ozone-platform=headless")
                : Stream.of("--no-startup-window");
        return Stream.concat(with(config, "--disable-features=" + FEATURES).stream(), more).toList();
    }

    private static List<String> with(BrowserConfig config, String features) {
        List<String> brought = config.args().orElseGet(() -> Stream.concat(TRIMMED.stream(), Stream.of(features)).toList());
        return Stream.of(brought.stream(), config.lighter().stream().sorted().flatMap(lighter -> lighter.flags().stream()),
                config.extraArgs().orElse(List.of()).stream()).flatMap(flags -> flags)
                .filter(DOOR.asMatchPredicate().negate()).toList();
    }
}
