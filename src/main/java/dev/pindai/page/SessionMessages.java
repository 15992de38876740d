package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of one session says. */
@MessageBundle(value = "ses", locale = "en")
public interface SessionMessages {

    @Message
    String session_start();

    @Message
    String session_stop();

    @Message
    String session_restart();

    @Message
    String session_logout();

    @Message
    String session_delete();

    @Message
    String session_try_again();

    @Message
    String session_commands();

    @Message
    String session_details();

    @Message
    String session_id();

    @Message
    String session_phone();

    @Message
    String session_name();

    @Message
    String session_account();

    @Message
    String session_created();

    @Message
    String session_since();

    @Message
    String session_slow();

    @Message
    String session_events();

    @Message
    String session_events_hint();

    @Message
    String session_no_events();

    @Message
    String scan_title();

    @Message
    String scan_tab_qr();

    @Message
    String scan_tab_code();

    @Message
    String scan_step_1();

    @Message
    String scan_step_2();

    @Message
    String scan_step_3();

    @Message
    String scan_waiting();

    @Message
    String scan_string();

    @Message
    String pair_lead();

    @Message
    String pair_number();

    @Message
    String pair_number_hint();

    @Message
    String pair_submit();

    @Message
    String pair_code();

    @Message
    String pair_step_1();

    @Message
    String pair_step_2();

    @Message
    String pair_step_3();

    @Message
    String pair_again();

    @Message
    String sandbox_scan();

    @Message
    String sandbox_pair();

    @Message
    String sandbox_unlink();

    @Message
    String sandbox_scan_hint();

    @Message
    String logout_title();

    @Message
    String logout_hint();

    @Message
    String delete_title(String name);

    @Message
    String delete_hint();
}
