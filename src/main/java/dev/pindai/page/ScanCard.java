package dev.pindai.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.pindai.link.ScanLook;

import io.quarkus.qute.TemplateData;

/**
 * A scan link as its page shows it.
 *
 * @param scene what is to be said, or null for a link that opens its session
 * @param label who sends it, or null
 * @param returnUrl where to go afterwards, or null
 * @param returnHost its host, for people
 * @param expiresAt when the link expires, or null
 */
@TemplateData
public record ScanCard(ScanScene scene, String label, String returnUrl, String returnHost, Instant expiresAt) {

    static ScanCard of(ScanLook look) {
        return new ScanCard(scene(look.state()), look.label(), look.returnUrl(),
                look.returnUrl() == null ? null : URI.create(look.returnUrl()).getHost(), look.expiresAt());
    }

    private static ScanScene scene(ScanLook.State state) {
        return state == ScanLook.State.OPEN ? null : ScanScene.valueOf(state.name());
    }

    /** Status of the answer: a link that is over is gone, an unknown one never was. */
    int status() {
        return scene == null || scene == ScanScene.CONNECTED ? 200 : scene == ScanScene.UNKNOWN ? 404 : 410;
    }

    /** Whether there is something to go back from. */
    public boolean done() {
        return scene == ScanScene.CONNECTED || scene == ScanScene.USED;
    }

    /** What its script may put on the page. */
    public List<ScanScene> scenes() {
        return Stream.of(ScanScene.values()).filter(ScanScene::live).toList();
    }
}
