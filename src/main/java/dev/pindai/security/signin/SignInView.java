package dev.pindai.security.signin;

import java.time.Instant;
import java.util.UUID;

import dev.pindai.security.Caller;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sign-in as an admin sees it: who is in, by which browser. */
@Schema(name = "SignIn", description = "Somebody who is signed in to the pages")
public record SignInView(UUID id, @Schema(examples = "default") String tenant,
        @Schema(description = "What let them in") Caller.Kind kind,
        @Schema(description = "Id of the key; of a person what the OIDC server calls them") String callerId,
        @Schema(examples = "CRM in Bandung") String name,
        @Schema(description = "From where they signed in", examples = "203.0.113.7") String address,
        @Schema(description = "What their browser calls itself, or null", nullable = true) String agent, Instant createdAt,
        @Schema(description = "To the minute") Instant lastUsedAt,
        @Schema(description = "When it ends, however much it is used") Instant endsAt,
        @Schema(description = "Whether this call was made by it") boolean current) {

    static SignInView of(SignIn row, boolean current) {
        return new SignInView(row.id, row.tenant, row.kind, row.callerId, row.name, row.address, row.agent, row.createdAt,
                row.lastUsedAt, row.endsAt, current);
    }
}
