package dev.pindai.engine.browser;

import java.util.List;
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
            "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider",
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
            "--mute-audio",
            "--disable-features=" + FEATURES);

    private ChromiumFlags() {
    }

    static List<String> of(BrowserConfig config) {
        return Stream.concat(config.args().orElse(TRIMMED).stream(), config.extraArgs().orElse(List.of()).stream()).toList();
    }
}
