package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of a session says about its care: how it is mended, what it uses, its proxy, a look inside, a passkey. */
@MessageBundle(value = "care", locale = "en")
public interface CareMessages {

    @Message
    String heal_title();

    @Message
    String heal_hint();

    @Message
    String heal_wait();

    @Message
    String heal_reload();

    @Message
    String heal_restart();

    @Message
    String memory();

    @Message
    String cpu();

    @Message
    String proxy();

    @Message
    String proxy_none();

    @Message
    String proxy_user();

    @Message
    String proxy_password_set();

    @Message
    String proxy_set();

    @Message
    String proxy_change();

    @Message
    String proxy_remove();

    @Message
    String proxy_title();

    @Message
    String proxy_server();

    @Message
    String proxy_server_hint();

    @Message
    String proxy_username();

    @Message
    String proxy_password();

    @Message
    String proxy_replaces();

    @Message
    String proxy_save();

    @Message
    String look();

    @Message
    String look_lead();

    @Message
    String look_screenshot();

    @Message
    String look_diagnostics();

    @Message
    String shot_title();

    @Message
    String shot_waiting();

    @Message
    String shot_alt();

    @Message
    String shot_again();

    @Message
    String passkey_why();

    @Message
    String passkey_step_1();

    @Message
    String passkey_step_2();

    @Message
    String passkey_step_3();

    @Message
    String passkey_challenge();

    @Message
    String passkey_copy();

    @Message
    String passkey_answer();

    @Message
    String passkey_answer_hint();

    @Message
    String passkey_send();

    @Message
    String passkey_sent();
}
