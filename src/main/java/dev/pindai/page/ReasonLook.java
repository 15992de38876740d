package dev.pindai.page;

import io.quarkus.qute.TemplateData;

/** A picture for each reason of a failure; named like the reasons. Only those that time or a retry mends are not red. */
@TemplateData
public enum ReasonLook {

    QR_TIMEOUT("qr-code", "warning"),
    QR_NOT_SCANNED("phone-vibrate", "warning"),
    SYNC_TIMEOUT("arrow-repeat", "warning"),
    AUTH_FAILURE("shield-x", "danger"),
    LOGGED_OUT("box-arrow-right", "warning"),
    BROWSER_CRASHED("window-x", "danger"),
    BROWSER_NOT_FOUND("browser-chrome", "danger"),
    PAGE_UNREACHABLE("cloud-slash", "danger"),
    PAGE_CHANGED("puzzle", "danger"),
    PROXY_FAILED("diagram-3", "danger"),
    PROFILE_LOCKED("folder-x", "danger"),
    DISK_FULL("device-hdd", "danger"),
    OUT_OF_MEMORY("memory", "danger"),
    CONFLICT("people", "warning"),
    BANNED("slash-circle", "danger"),
    PASSKEY_REQUIRED("fingerprint", "warning"),
    CAPACITY("speedometer2", "warning"),
    INTERNAL("bug", "danger");

    private final String icon;
    private final String tone;

    ReasonLook(String icon, String tone) {
        this.icon = icon;
        this.tone = tone;
    }

    public String icon() {
        return icon;
    }

    /** Class suffix in the style sheet. */
    public String tone() {
        return tone;
    }
}
