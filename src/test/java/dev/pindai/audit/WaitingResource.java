package dev.pindai.audit;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.pindai.security.Roles;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** A call that changes something and takes as long as a test wants, so that its caller can leave meanwhile. */
@Path("/api/waits-of-tests")
@RolesAllowed(Roles.ADMIN)
public class WaitingResource {

    static final Semaphore BEGUN = new Semaphore(0);
    static final Semaphore GO_ON = new Semaphore(0);

    @POST
    @Path("{id}/begin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public String begin(@RestPath UUID id) throws InterruptedException {
        BEGUN.release();
        return GO_ON.tryAcquire(20, TimeUnit.SECONDS) ? "done" : "nobody waited";
    }
}
