package dev.pindai.sandbox;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a page says to the simulated server. Questions carry an id, which their answer repeats. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @Type(name = "hello", value = FromPage.Hello.class), @Type(name = "state", value = FromPage.State.class),
        @Type(name = "linked", value = FromPage.Linked.class), @Type(name = "shown", value = FromPage.Shown.class),
        @Type(name = "refreshQR", value = FromPage.RefreshQr.class),
        @Type(name = "draw", value = FromPage.Draw.class), @Type(name = "pairingCode", value = FromPage.PairingCode.class),
        @Type(name = "passkey", value = FromPage.Passkey.class), @Type(name = "noPasskey", value = FromPage.NoPasskey.class),
        @Type(name = "logout", value = FromPage.Logout.class),
        @Type(name = "takeover", value = FromPage.Takeover.class) })
@RegisterForReflection
sealed interface FromPage {

    /** First message of a connection. {@code token} is that of the stored login, or null; {@code origin} is the page's. */
    record Hello(String page, String token, String origin) implements FromPage {
    }

    /** What libraries read on the page now. */
    record State(String socket, String stream) implements FromPage {
    }

    /** The login is on the page's disk. */
    record Linked() implements FromPage {
    }

    /** A new QR is on the screen. Times are milliseconds of the epoch by the page's clock, with fractions. */
    record Shown(String ref, double changedAt, double shownAt) implements FromPage {
    }

    record RefreshQr() implements FromPage {
    }

    /** Asks for the dots of a QR with this text. */
    record Draw(long id, String text) implements FromPage {
    }

    record PairingCode(long id, String phoneNumber) implements FromPage {
    }

    /** The page got an assertion for the server's challenge. */
    record Passkey(Assertion assertion) implements FromPage {
    }

    /** It got none; {@code error} is the name of what was thrown instead. */
    record NoPasskey(String error) implements FromPage {
    }

    record Logout(long id) implements FromPage {
    }

    record Takeover(long id) implements FromPage {
    }
}
