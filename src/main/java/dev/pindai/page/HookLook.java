package dev.pindai.page;

import dev.pindai.event.webhook.WebhookView;

import io.quarkus.qute.TemplateData;

/** How a webhook stands, with a picture and a tone. */
@TemplateData
public enum HookLook {

    ACTIVE("broadcast", "success"),
    PAUSED("pause-circle", "muted"),
    GONE("slash-circle", "danger"),
    FAILING("exclamation-octagon", "danger");

    private final String icon;
    private final String tone;

    HookLook(String icon, String tone) {
        this.icon = icon;
        this.tone = tone;
    }

    static HookLook of(WebhookView view) {
        return view.enabled() ? ACTIVE : valueOf(view.disabled().reason().name());
    }

    /** Its name. What an enum inherits is not seen by templates in a native executable. */
    public String code() {
        return name();
    }

    public String icon() {
        return icon;
    }

    /** Class suffix in the style sheet. */
    public String tone() {
        return tone;
    }
}
