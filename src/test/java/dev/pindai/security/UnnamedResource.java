package dev.pindai.security;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** A call that somebody forgot to say the scope of. */
@Path("/api/unnamed-by-tests")
public class UnnamedResource {

    @GET
    @Operation(hidden = true)
    public String read() {
        return "read";
    }
}
