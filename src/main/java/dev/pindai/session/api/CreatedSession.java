package dev.pindai.session.api;

import java.util.List;

import dev.pindai.event.webhook.WebhookView;
import dev.pindai.session.SessionView;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A session that was just made.
 *
 * @param webhooks those that were made with it, with secrets that are told this once
 */
@Schema(hidden = true)
public record CreatedSession(@JsonUnwrapped SessionView session,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WebhookView> webhooks) {
}
