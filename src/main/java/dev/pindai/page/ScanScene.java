package dev.pindai.page;

import io.quarkus.qute.TemplateData;

/** What the page of a scan link can show instead of a code, each with a picture; the words are in {@link ScanMessages}. */
@TemplateData
public enum ScanScene {

    STARTING("hourglass-split", "busy"),
    STOPPED("pause-circle", "muted"),
    PASSKEY_REQUIRED("fingerprint", "warning"),
    AUTHENTICATED("arrow-repeat", "busy"),
    READY("check-circle", "success"),

    QR_NOT_SCANNED("phone-vibrate", "warning"),
    SYNC_TIMEOUT("arrow-repeat", "warning"),
    AUTH_FAILURE("shield-x", "danger"),
    CONFLICT("people", "warning"),
    BANNED("slash-circle", "danger"),
    PASSKEY_MISSED("fingerprint", "warning"),
    CAPACITY("speedometer2", "warning"),
    INTERNAL("exclamation-octagon", "danger"),
    LIMIT("slash-circle", "warning"),

    CONNECTED("check-circle", "success"),
    USED("check-circle", "success"),
    EXPIRED("hourglass-split", "muted"),
    UNKNOWN("compass", "muted");

    private final String icon;
    private final String tone;

    ScanScene(String icon, String tone) {
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

    /** Whether its button starts the session again. */
    public boolean again() {
        return switch (this) {
            case STOPPED, QR_NOT_SCANNED, SYNC_TIMEOUT, AUTH_FAILURE, CONFLICT, BANNED, PASSKEY_MISSED, CAPACITY, INTERNAL ->
                true;
            default -> false;
        };
    }

    /** Whether scripts put it on the page; the others the server shows by itself. */
    public boolean live() {
        return compareTo(CONNECTED) < 0;
    }
}
