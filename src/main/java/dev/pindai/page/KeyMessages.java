package dev.pindai.page;

import dev.pindai.security.Scope;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of keys says; sentences for scripts begin with {@code js}. */
@MessageBundle(value = "key", locale = "en")
public interface KeyMessages {

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
    String of_tenant(String name);

    @Message
    String all_sessions();

    @Message
    String some_sessions(int n);

    @Message
    String used();

    @Message
    String expires();

    @Message
    String never();

    @Message
    String state(KeyLook look);

    @Message
    String commands(String name);

    @Message
    String rotate();

    @Message
    String revoke();

    @Message
    String scope(Scope scope);

    @Message
    String form_title();

    @Message
    String form_name();

    @Message
    String form_name_hint();

    @Message
    String form_scopes();

    @Message
    String form_scopes_none();

    @Message
    String form_sessions();

    @Message
    String form_more();

    @Message
    String form_expires();

    @Message
    String form_expires_hint();

    @Message
    String form_addresses();

    @Message
    String form_addresses_hint();

    @Message
    String form_tenant();

    @Message
    String form_tenant_hint();

    @Message
    String form_create();

    @Message
    String rotate_title();

    @Message
    String rotate_hint();

    @Message
    String rotate_grace();

    @Message
    String grace_none();

    @Message
    String grace_hour();

    @Message
    String grace_day();

    @Message
    String grace_week();

    @Message
    String revoke_title();

    @Message
    String revoke_hint();

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
    String js_failed();
}
