package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of the audit says. */
@MessageBundle(value = "audit", locale = "en")
public interface AuditMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String when();

    @Message
    String who();

    @Message
    String what();

    @Message
    String about();

    @Message
    String where();

    @Message
    String result();

    @Message
    String nobody();

    @Message
    String no_answer();

    @Message
    String times(int count);

    @Message
    String filter_session();

    @Message
    String filter_caller();

    @Message
    String filter_action();

    @Message
    String filter_from();

    @Message
    String filter_to();

    @Message
    String filter_apply();

    @Message
    String show_all();

    @Message
    String more();

    @Message
    String empty();

    @Message
    String empty_hint();
}
