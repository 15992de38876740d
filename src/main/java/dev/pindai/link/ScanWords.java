package dev.pindai.link;

import java.util.Set;

/**
 * What strangers are told of a session: its status, and a reason only if it is theirs. That a disk is full or a proxy fails is
 * not.
 */
final class ScanWords {

    private static final Set<String> TOLD = Set.of("QR_NOT_SCANNED", "SYNC_TIMEOUT", "AUTH_FAILURE", "CONFLICT", "BANNED",
            "PASSKEY_REQUIRED", "CAPACITY");
    private static final String OTHER = "INTERNAL";
    private static final String FAILED = "FAILED";

    private ScanWords() {
    }

    /** @param reason or null */
    static String status(String status, String reason) {
        return switch (status) {
            // Long ago, or at the wish of whoever scans now: to them nothing has failed.
            case FAILED -> "LOGGED_OUT".equals(reason) ? "STOPPED" : FAILED;
            case "DISCONNECTED" -> "STARTING";
            default -> status;
        };
    }

    /** @return null unless it failed */
    static String reason(String status, String reason) {
        if (!status(status, reason).equals(FAILED)) {
            return null;
        }
        return reason != null && TOLD.contains(reason) ? reason : OTHER;
    }
}
