package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Sentences that scripts show; a word in square brackets is filled in by the script. */
@MessageBundle(value = "js", locale = "en")
public interface ScriptMessages {

    @Message
    String socket_connecting();

    @Message
    String socket_open();

    @Message
    String socket_waiting();

    @Message
    String socket_closed();

    @Message
    String qr_label();

    @Message
    String qr_attempt();

    @Message
    String qr_left();

    @Message
    String qr_renewing();

    @Message
    String qr_withheld();

    @Message
    String code_left();

    @Message
    String code_over();

    @Message
    String code_ready();

    @Message
    String toast_ready();

    @Message
    String toast_disconnected();

    @Message
    String toast_auth_failure();

    @Message
    String toast_qr_timeout();

    @Message
    String timeout_generation();

    @Message
    String timeout_scan();

    @Message
    String command_failed();

    @Message
    String sandbox_failed();

    @Message
    String sandbox_no_code();

    @Message
    String history_failed();

    @Message
    String heal_then_reload();

    @Message
    String heal_then_restart();

    @Message
    String heal_then_open();

    @Message
    String heal_opening();

    @Message
    String heal_due();

    @Message
    String heal_restarts();

    @Message
    String usage_memory();

    @Message
    String usage_cpu();

    @Message
    String proxy_saved();

    @Message
    String proxy_removed();

    @Message
    String proxy_next_start();

    @Message
    String passkey_left();

    @Message
    String passkey_over();

    @Message
    String passkey_copied();

    @Message
    String passkey_no_json();

    @Message
    String toast_reconnecting();

    @Message
    String seen_browser_crashed();

    @Message
    String seen_out_of_memory();

    @Message
    String seen_page_unreachable();

    @Message
    String seen_proxy_failed();

    @Message
    String seen_capacity();

    @Message
    String seen_internal();
}
