package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the script together that runs in each new document before the page's own: wa-js, and ours on top of it. */
final class PageScripts {

    private static final List<String> OURS = List.of("reader.js", "first-look.js", "commands.js", "passkey.js", "main.js");

    private PageScripts() {
    }

    /**
     * @param origin where the script runs; anywhere else, and in every frame, it returns at once
     * @param binding the function through which the page speaks to us
     * @param command the function through which the page takes commands
     * @param restingBeat how often a page that rests says that it is there
     * @param mark see {@link RendererMark}; 0 for none
     */
    static String forOrigin(String origin, String binding, String command, Duration restingBeat, int mark) {
        String ours = OURS.stream().map(name -> resource("page/" + name)).collect(Collectors.joining("\n"));
        return """
                (function () {
                if (window !== window.top || location.origin !== '%s') { return }
                window.WPPConfig = { disableGoogleAnalytics: true };
                (function () {
                %s
                }).call(window);
                (function (settings) {
                'use strict'
                %s
                })({ binding: '%s', command: '%s', mark: %d, beat: 1000, restingBeat: %d, unlinkedAfter: 1000,
                  loaderWithin: 30000, firstLook: 25, hooksWithin: 10000 });
                }).call(window);
                """.formatted(origin, resource("wa-js/wppconnect-wa.js"), ours, binding, command, mark, restingBeat.toMillis());
    }

    private static String resource(String name) {
        try (InputStream in = PageScripts.class.getResourceAsStream("/engine/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "engine/" + name + " is not in the application: build with mvnw, which puts it there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("engine/" + name, e);
        }
    }
}
