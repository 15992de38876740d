package dev.pindai.page;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.event.webhook.Webhooks;
import dev.pindai.security.Roles;
import dev.pindai.security.Scope;
import dev.pindai.session.Sessions;

import io.quarkus.qute.TemplateInstance;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The pages of webhooks for people. What they show is read from the same service as the REST answers. */
@Path("/webhooks")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed(Roles.WEBHOOKS)
public class HookPageResource {

    private static final int PAGE_SIZE = 50;
    private static final int SESSIONS = 200;

    private final Webhooks webhooks;
    private final Sessions sessions;
    private final Visitor visitor;

    HookPageResource(Webhooks webhooks, Sessions sessions, Visitor visitor) {
        this.webhooks = webhooks;
        this.sessions = sessions;
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@RestQuery UUID cursor) {
        var page = webhooks.list(null, cursor, PAGE_SIZE);
        return visitor.localized(Templates.webhooks(visitor.frame(), page.items().stream().map(HookCard::of).toList(),
                page.nextCursor(), choices()));
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance one(@RestPath UUID id) {
        return visitor.localized(Templates.webhook(visitor.frame(), HookCard.of(webhooks.get(id)), choices()));
    }

    private HookChoices choices() {
        return HookChoices.of(visitor.caller().may(Scope.READ)
                ? sessions.list(null, null, null, SESSIONS, visitor.language().locale()).items()
                : List.of());
    }
}
