package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the box for scan links on a session's page says; sentences for scripts begin with {@code js}. */
@MessageBundle(value = "share", locale = "en")
public interface ShareMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String create();

    @Message
    String dialog_title();

    @Message
    String label();

    @Message
    String label_hint();

    @Message
    String expires();

    @Message
    String hour();

    @Message
    String day();

    @Message
    String week();

    @Message
    String month();

    @Message
    String uses();

    @Message
    String uses_hint();

    @Message
    String locale();

    @Message
    String locale_any();

    @Message
    String return_url();

    @Message
    String return_hint();

    @Message
    String submit();

    @Message
    String made_title();

    @Message
    String made_once();

    @Message
    String address();

    @Message
    String copy();

    @Message
    String copied();

    @Message
    String done();

    @Message
    String revoke();

    @Message
    String revoke_title();

    @Message
    String revoke_hint();

    @Message
    String js_state_open();

    @Message
    String js_state_used();

    @Message
    String js_state_expired();

    @Message
    String js_state_revoked();

    @Message
    String js_until();

    @Message
    String js_used();

    @Message
    String js_failed();
}
