package dev.pindai.session;

import dev.pindai.engine.PageFailure;

/** Why a session failed or lost its link. The sentences for people are in {@link ReasonText}. */
public enum Reason {
    QR_TIMEOUT,
    QR_NOT_SCANNED,
    SYNC_TIMEOUT,
    AUTH_FAILURE,
    LOGGED_OUT,
    BROWSER_CRASHED,
    BROWSER_NOT_FOUND,
    PAGE_UNREACHABLE,
    PAGE_CHANGED,
    PROXY_FAILED,
    PROFILE_LOCKED,
    DISK_FULL,
    OUT_OF_MEMORY,
    CONFLICT,
    BANNED,
    PASSKEY_REQUIRED,
    CAPACITY,
    INTERNAL;

    static Reason of(PageFailure failure) {
        return switch (failure) {
            case BROWSER_NOT_FOUND -> BROWSER_NOT_FOUND;
            case CRASHED, HUNG -> BROWSER_CRASHED;
            case OUT_OF_MEMORY -> OUT_OF_MEMORY;
            case UNREACHABLE -> PAGE_UNREACHABLE;
            case PROXY_FAILED -> PROXY_FAILED;
            case PROFILE_LOCKED -> PROFILE_LOCKED;
            case DISK_FULL -> DISK_FULL;
            case INTERNAL -> INTERNAL;
        };
    }
}
