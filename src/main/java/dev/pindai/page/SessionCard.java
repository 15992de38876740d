package dev.pindai.page;

import java.time.Instant;
import java.util.Locale;

import dev.pindai.session.SessionView;

import io.quarkus.qute.TemplateData;

/**
 * A session as the pages show it: its view with a look for status and reason instead of their names.
 *
 * @param reason an internal error where the view has none
 * @param detail what exactly was seen when it failed, or null
 */
@TemplateData
public record SessionCard(String id, String name, StatusLook status, ReasonLook reason, String detail, String wid,
        String phoneNumber, String pushName, Instant statusSince, Instant createdAt, long lastSeq) {

    static SessionCard of(SessionView view) {
        return new SessionCard(view.id().toString(), view.name(), StatusLook.valueOf(view.status().name()),
                view.reason() == null ? ReasonLook.INTERNAL : ReasonLook.valueOf(view.reason().name()), view.detail(),
                view.wid(), view.phoneNumber(), view.pushName(), view.statusSince(), view.createdAt(), view.lastSeq());
    }

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
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0)).toUpperCase(Locale.ROOT);
    }
}
