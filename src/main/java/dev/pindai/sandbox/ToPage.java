package dev.pindai.sandbox;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the simulated server says to a page. Times are milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @Type(name = "welcome", value = ToPage.Welcome.class), @Type(name = "ref", value = ToPage.Ref.class),
        @Type(name = "passkey", value = ToPage.Passkey.class),
        @Type(name = "idle", value = ToPage.Idle.class), @Type(name = "paired", value = ToPage.Paired.class),
        @Type(name = "resumed", value = ToPage.Resumed.class), @Type(name = "refused", value = ToPage.Refused.class),
        @Type(name = "unlinked", value = ToPage.Unlinked.class), @Type(name = "conflict", value = ToPage.Conflict.class),
        @Type(name = "codeExpired", value = ToPage.CodeExpired.class),
        @Type(name = "fault", value = ToPage.Misbehave.class), @Type(name = "answer", value = ToPage.Answer.class) })
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
sealed interface ToPage {

    /** The connection stands. */
    record Welcome() implements ToPage {
    }

    /** A new QR. */
    record Ref(String ref, long ttlMs) implements ToPage {
    }

    /**
     * Before it is linked the page must get a passkey's signature over the challenge.
     *
     * @param credential the passkey that may sign
     * @param withdrawMs when the page gives up asking, or null for not before {@code timeoutMs}
     */
    record Passkey(String challenge, String credential, long timeoutMs, Long withdrawMs) implements ToPage {
    }

    /** No more QR until somebody asks for one. */
    record Idle() implements ToPage {
    }

    /** A phone linked the page. Without {@code syncMs} it never finishes loading. */
    record Paired(LinkedDevice device, Long syncMs) implements ToPage {
    }

    /** The page's stored login is still good. */
    record Resumed(Long syncMs) implements ToPage {
    }

    /** The phone's scan did not end in a link. */
    record Refused(String reason) implements ToPage {
    }

    /** The page's login is not good any more. */
    record Unlinked(String reason) implements ToPage {
    }

    /** The account is open elsewhere. */
    record Conflict() implements ToPage {
    }

    /** The pairing code on the screen can't be used any more. */
    record CodeExpired() implements ToPage {
    }

    /** A fault that only the page itself can commit. */
    record Misbehave(FaultKind kind, Long forMs, Integer megabytes) implements ToPage {
    }

    /** What the page asked for; {@code error} is a sentence if it failed. */
    record Answer(long id, String error, String code, Long ttlMs, List<String> rows) implements ToPage {

        static Answer done(long id) {
            return new Answer(id, null, null, null, null);
        }

        static Answer failed(long id, String error) {
            return new Answer(id, error, null, null, null);
        }
    }
}
