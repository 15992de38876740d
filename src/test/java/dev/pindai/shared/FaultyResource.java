package dev.pindai.shared;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import io.quarkus.security.Authenticated;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** Fails in every way a resource can, for the test of what callers see of it. */
@Authenticated
@Path("/api/faulty-by-tests")
public class FaultyResource {

    public record Body(@NotBlank String name, Integer age) {
    }

    @POST
    @Consumes("application/json")
    @Operation(hidden = true)
    public String body(@Valid Body body) {
        return body.name();
    }

    @GET
    @Path("limit")
    @Operation(hidden = true)
    public String limit(@QueryParam("limit") @Max(100) int limit) {
        return "" + limit;
    }

    @GET
    @Path("busy")
    @Produces("image/png")
    @Operation(hidden = true)
    public byte[] busy() {
        throw new ProblemException(503, "CAPACITY", "All places are taken: stop a session", Duration.ofMillis(29_500));
    }

    @GET
    @Path("broken")
    @Operation(hidden = true)
    public String broken() {
        throw new IllegalStateException("a secret detail");
    }
}
