package dev.pindai.page;

import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.security.key.ApiKeys;
import dev.pindai.session.Sessions;

import io.quarkus.qute.TemplateInstance;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The page of keys for people. What it shows is read from the same service as the REST answers. */
@Path("/keys")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed(Roles.ADMIN)
public class KeyPageResource {

    private static final int PAGE_SIZE = 50;
    private static final int SESSIONS = 200;

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Visitor visitor;
    private final Clock clock;

    KeyPageResource(ApiKeys keys, Sessions sessions, Visitor visitor, Clock clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.visitor = visitor;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@RestQuery UUID cursor) {
        var caller = visitor.caller();
        var page = keys.list(caller, null, cursor, PAGE_SIZE);
        var choices = HookChoices.of(sessions.list(null, null, null, SESSIONS, visitor.language().locale()).items());
        return visitor.localized(Templates.keys(visitor.frame(),
                page.items().stream().map(view -> KeyCard.of(view, clock.instant())).toList(), page.nextCursor(),
                new KeyChoices(choices.sessions(), caller.kind() == Caller.Kind.ADMIN_KEY)));
    }
}
