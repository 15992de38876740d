package dev.pindai.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What people read about a status or the reason of a failure: a short name, a sentence, and what to do. */
@MessageBundle(value = "state", locale = "en")
public interface StateMessages {

    /** A word or two, for the pill. */
    @Message
    String label(StatusLook status);

    @Message
    String title(StatusLook status);

    @Message
    String hint(StatusLook status);

    @Message
    String reason_title(ReasonLook reason);

    @Message
    String reason_hint(ReasonLook reason);
}
