package dev.pindai.page;

import io.quarkus.qute.TemplateData;

/** A picture and a tone for each status of a session; named like the statuses, which is how a view finds its look. */
@TemplateData
public enum StatusLook {

    STOPPED("pause-circle", "muted"),
    STARTING("hourglass-split", "busy"),
    SCAN_QR("qr-code-scan", "busy"),
    PASSKEY_REQUIRED("fingerprint", "warning"),
    AUTHENTICATED("arrow-repeat", "busy"),
    READY("check-circle", "success"),
    DISCONNECTED("wifi-off", "warning"),
    FAILED("exclamation-octagon", "danger");

    private final String icon;
    private final String tone;

    StatusLook(String icon, String tone) {
        this.icon = icon;
        this.tone = tone;
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
