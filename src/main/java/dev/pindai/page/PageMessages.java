package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the frame of every page, the list, the sign-in and the error pages say. */
@MessageBundle(value = "msg", locale = "en")
public interface PageMessages {

    @Message
    String app_tagline();

    @Message
    String skip();

    @Message
    String nav_sessions();

    @Message
    String nav_webhooks();

    @Message
    String nav_keys();

    @Message
    String nav_api();

    @Message
    String nav_sign_out();

    @Message
    String nav_sign_out_of(String name);

    @Message
    String theme();

    @Message
    String theme_auto();

    @Message
    String theme_light();

    @Message
    String theme_dark();

    @Message
    String language();

    @Message
    String sandbox_banner();

    @Message
    String sandbox_banner_hint();

    @Message
    String noscript();

    @Message
    String close();

    @Message
    String cancel();

    @Message
    String footer();

    @Message
    String list_title();

    @Message
    String list_lead();

    @Message
    String list_new();

    @Message
    String list_search();

    @Message
    String list_status();

    @Message
    String list_all();

    @Message
    String list_apply();

    @Message
    String list_empty();

    @Message
    String list_empty_hint();

    @Message
    String list_nothing();

    @Message
    String list_nothing_hint();

    @Message
    String list_show_all();

    @Message
    String list_more();

    @Message
    String list_since();

    @Message
    String create_title();

    @Message
    String create_name();

    @Message
    String create_name_hint();

    @Message
    String create_start();

    @Message
    String create_more();

    @Message
    String create_proxy_hint();

    @Message
    String create_submit();

    @Message
    String login_title();

    @Message
    String login_lead();

    @Message
    String login_key();

    @Message
    String login_key_hint();

    @Message
    String login_submit();

    @Message
    String login_wrong();

    @Message
    String login_expired();

    @Message
    String login_or();

    @Message
    String login_with(String provider);

    @Message
    String login_refused(String provider);

    @Message
    String error_400_title();

    @Message
    String error_400_hint();

    @Message
    String error_404_title();

    @Message
    String error_404_hint();

    @Message
    String error_401_title();

    @Message
    String error_401_hint();

    @Message
    String error_403_title();

    @Message
    String error_403_hint();

    @Message
    String error_500_title();

    @Message
    String error_500_hint();

    @Message
    String error_code(int status);

    @Message
    String error_home();

    @Message
    String error_again();
}
