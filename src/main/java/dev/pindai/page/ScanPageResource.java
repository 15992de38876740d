package dev.pindai.page;

import java.time.Clock;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.link.ScanVisits;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * The page of a scan link, open to whoever has its address. Looking at it changes nothing: a code is shown, and the link used,
 * only when somebody presses its button.
 */
@Path("/scan/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class ScanPageResource {

    private final ScanVisits visits;
    private final Visitor visitor;
    private final Clock clock;

    ScanPageResource(ScanVisits visits, Visitor visitor, Clock clock) {
        this.visits = visits;
        this.visitor = visitor;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<String> page(@RestPath String token) {
        var look = visits.look(token);
        var card = ScanCard.of(look);
        var language = visitor.language(look.locale());
        var html = Templates.scan(visitor.frame(language), card, clock.instant()).setLocale(language.locale()).render();
        return RestResponse.ResponseBuilder.<String> create(card.status()).entity(html)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8")).build();
    }
}
