package dev.pindai.security.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Caller;
import dev.pindai.security.signin.PersonSignIn;
import dev.pindai.shared.ProblemException;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Where somebody arrives whom the OpenID Connect server has let in: they get a sign-in of ours, as those with a key have, and
 * no
 * token of the server is kept.
 */
@Path(OidcDoor.PATH)
@RunOnVirtualThread
public class OidcResource {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final OidcSettings settings;
    private final OidcPeople people;
    private final PersonSignIn signIn;
    private final OidcSession session;
    private final OidcConfigurationMetadata server;
    private final SecurityIdentity identity;
    private final RoutingContext context;

    OidcResource(OidcSettings settings, OidcPeople people, PersonSignIn signIn, OidcSession session,
            OidcConfigurationMetadata server, SecurityIdentity identity, RoutingContext context) {
        this.identity = identity;
        this.settings = settings;
        this.people = people;
        this.signIn = signIn;
        this.session = session;
        this.server = server;
        this.context = context;
    }

    @GET
    @Authenticated
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String arrive(@RestQuery @DefaultValue("/") String next) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new ProblemException(404, "NOT_FOUND", "Nobody arrives here with a key. GET " + OidcDoor.PATH + " leads in.");
        }
        session.logout().await().atMost(DEADLINE);
        var claims = claims(token).getMap();
        Caller.signedIn(context, people.visitor(claims));
        var person = people.person(claims);
        return signIn.open(context, person, settings.signInLifetime(), endSession(), next);
    }

    /** The token was verified before anybody gets here. */
    private static JsonObject claims(JsonWebToken token) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.getRawToken().split("\\.")[1])));
    }

    /** Where the server signs people out, with all but where to lead them afterwards; null if it can't. */
    private String endSession() {
        var address = server.getEndSessionUri();
        return !settings.signOut() || address == null ? null
                : address + (address.contains("?") ? "&" : "?") + "client_id="
                        + URLEncoder.encode(settings.clientId().orElseThrow(), StandardCharsets.UTF_8);
    }
}
