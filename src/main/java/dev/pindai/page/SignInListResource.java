package dev.pindai.page;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.security.signin.SignInList;

import io.quarkus.qute.TemplateInstance;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The page of who is signed in, for admins. What it shows is read from the same service as the REST answer. */
@Path("/sign-ins")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed(Roles.ADMIN)
public class SignInListResource {

    private static final int PAGE_SIZE = 50;

    private final SignInList signIns;
    private final Visitor visitor;

    SignInListResource(SignInList signIns, Visitor visitor) {
        this.signIns = signIns;
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@RestQuery UUID cursor) {
        var caller = visitor.caller();
        var page = signIns.list(caller, cursor, PAGE_SIZE);
        var severalTenants = caller.kind() == Caller.Kind.ADMIN_KEY;
        return visitor.localized(Templates.signIns(visitor.frame(),
                page.items().stream().map(view -> SignInCard.of(view, severalTenants)).toList(), page.nextCursor()));
    }
}
