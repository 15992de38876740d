package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page of a scan link says; sentences for scripts begin with {@code js}. */
@MessageBundle(value = "scan", locale = "en")
public interface ScanMessages {

    @Message
    String head();

    @Message
    String head_to(String name);

    @Message
    String lead();

    @Message
    String choose();

    @Message
    String by_qr();

    @Message
    String by_qr_hint();

    @Message
    String by_code();

    @Message
    String by_code_hint();

    @Message
    String trust();

    @Message
    String good_until();

    @Message
    String again();

    @Message
    String back(String host);

    @Message
    String passkey_why();

    @Message
    String passkey_more();

    @Message
    String passkey_how();

    @Message
    String title(ScanScene scene);

    @Message
    String hint(ScanScene scene);

    @Message
    String js_number();

    @Message
    String js_returning();

    @Message
    String js_problem_number();

    @Message
    String js_problem_soon();

    @Message
    String js_problem_refused();

    @Message
    String js_problem_busy();

    @Message
    String js_problem_limit();

    @Message
    String noscript();
}
