package dev.pindai.page;

import java.time.Instant;

/** A session as the pages show it: its view with a look for status and reason instead of their names. */
public record SessionCard(String id, String name, StatusLook status, ReasonLook reason, String wid, String phoneNumber,
        String pushName, Instant statusSince, Instant createdAt, long lastSeq) {

    public boolean failed() {
        return status == StatusLook.FAILED;
    }

    public boolean scanning() {
        return status == StatusLook.SCAN_QR;
    }

    /** Whether a browser is, or is about to be, at work for it. */
    public boolean running() {
        return status != StatusLook.STOPPED && status != StatusLook.FAILED;
    }

    /** First letter of the name, for the round picture. */
    public String initial() {
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0)).toUpperCase();
    }
}
