package dev.pindai.page;

import dev.pindai.event.webhook.RetryPolicy;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of webhooks say; sentences for scripts begin with {@code js}. */
@MessageBundle(value = "hook", locale = "en")
public interface HookMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String create();

    @Message
    String empty();

    @Message
    String empty_hint();

    @Message
    String more();

    @Message
    String all_events();

    @Message
    String all_sessions();

    @Message
    String some_events(int n);

    @Message
    String some_sessions(int n);

    @Message
    String waiting(long n);

    @Message
    String failed(long n);

    @Message
    String state(HookLook look);

    @Message
    String why(HookLook look);

    @Message
    String commands();

    @Message
    String test();

    @Message
    String pause();

    @Message
    String resume();

    @Message
    String edit();

    @Message
    String delete();

    @Message
    String details();

    @Message
    String address();

    @Message
    String events();

    @Message
    String sessions();

    @Message
    String headers();

    @Message
    String headers_none();

    @Message
    String retries();

    @Message
    String retries_line(int attempts, String policy, int delay);

    @Message
    String policy(RetryPolicy policy);

    @Message
    String created();

    @Message
    String id();

    @Message
    String owner();

    @Message
    String secret();

    @Message
    String secret_hint();

    @Message
    String rotate();

    @Message
    String rotate_title();

    @Message
    String rotate_hint();

    @Message
    String delete_title();

    @Message
    String delete_hint();

    @Message
    String secret_title();

    @Message
    String secret_once();

    @Message
    String secret_copy();

    @Message
    String secret_copied();

    @Message
    String secret_done();

    @Message
    String deliveries();

    @Message
    String deliveries_hint();

    @Message
    String deliveries_none();

    @Message
    String deliveries_more();

    @Message
    String filter();

    @Message
    String filter_all();

    @Message
    String filter_pending();

    @Message
    String filter_delivered();

    @Message
    String filter_dead();

    @Message
    String redeliver_all();

    @Message
    String redeliver();

    @Message
    String look_title();

    @Message
    String form_new();

    @Message
    String form_edit();

    @Message
    String form_url();

    @Message
    String form_url_hint();

    @Message
    String form_secret();

    @Message
    String form_secret_hint();

    @Message
    String form_secret_keep();

    @Message
    String form_headers();

    @Message
    String form_headers_hint();

    @Message
    String form_policy();

    @Message
    String form_attempts();

    @Message
    String form_delay();

    @Message
    String form_timeout();

    @Message
    String form_timeout_hint();

    @Message
    String form_more();

    @Message
    String form_save();

    @Message
    String form_create();

    @Message
    String dialog_status();

    @Message
    String dialog_reason();

    @Message
    String dialog_session();

    @Message
    String dialog_tries();

    @Message
    String dialog_latency();

    @Message
    String dialog_at();

    @Message
    String dialog_next();

    @Message
    String dialog_request();

    @Message
    String dialog_response();

    @Message
    String dialog_no_response();

    @Message
    String dialog_no_body();

    @Message
    String dialog_no_event();

    @Message
    String js_delivered();

    @Message
    String js_pending();

    @Message
    String js_dead();

    @Message
    String js_tries();

    @Message
    String js_milliseconds();

    @Message
    String js_reason_http_status();

    @Message
    String js_reason_redirect();

    @Message
    String js_reason_gone();

    @Message
    String js_reason_name_not_found();

    @Message
    String js_reason_address_refused();

    @Message
    String js_reason_connect_failed();

    @Message
    String js_reason_tls_failed();

    @Message
    String js_reason_timeout();

    @Message
    String js_reason_disconnected();

    @Message
    String js_reason_event_removed();

    @Message
    String js_reason_secret_unreadable();

    @Message
    String js_reason_internal();

    @Message
    String js_test_ok();

    @Message
    String js_test_failed();

    @Message
    String js_test_answer();

    @Message
    String js_waiting();

    @Message
    String js_again();

    @Message
    String js_failed();

    @Message
    String js_bad_header();

    @Message
    String js_headers_required();
}
