package dev.pindai.audit;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** A call that changes something and takes as long as a test wants, so that its caller can leave meanwhile. */
@Path("/api/waits-of-tests")
@RolesAllowed("admin")
public class WaitingResource {

    static final CountDownLatch BEGUN = new CountDownLatch(1);
    static final CountDownLatch GO_ON = new CountDownLatch(1);

    @POST
    @Path("{id}/begin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public String begin(@RestPath UUID id) throws InterruptedException {
        BEGUN.countDown();
        return GO_ON.await(20, TimeUnit.SECONDS) ? "done" : "nobody waited";
    }
}
