package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of who is signed in says; sentences for scripts begin with {@code js}. */
@MessageBundle(value = "sign", locale = "en")
public interface SignInMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String empty();

    @Message
    String empty_hint();

    @Message
    String more();

    @Message
    String by_person();

    @Message
    String by_key();

    @Message
    String by_admin_key();

    @Message
    String of_tenant(String name);

    @Message
    String since();

    @Message
    String used();

    @Message
    String ends();

    @Message
    String current();

    @Message
    String end();

    @Message
    String end_of(String name);

    @Message
    String end_title();

    @Message
    String end_hint();

    @Message
    String end_own();

    @Message
    String js_failed();
}
