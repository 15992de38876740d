package dev.pindai.sandbox;

import java.util.List;
import java.util.function.Predicate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.shared.ProblemException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Makes simulated pages misbehave: those that are open, and those that will be loaded. */
@Path("/sandbox/faults")
@Tag(name = "Sandbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("admin")
class FaultResource {

    private final Sandbox sandbox;

    FaultResource(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GET
    @Operation(operationId = "sandboxFaults", summary = "Faults that wait for their page")
    public Items<Fault> faults() {
        return sandbox.ask(server -> new Items<>(server.pending().all()));
    }

    @POST
    @Operation(operationId = "sandboxFault", summary = "Make a page misbehave", description = """
            The target is the next page that is loaded, the page that shows a QR, a page by its id, or the pages of an
            account (waiting for one if none is open). 404 PAGE_UNKNOWN, 400 FAULT_TARGET.""")
    public Fault add(@Valid @NotNull Fault fault) {
        return sandbox.ask(server -> {
            place(server, fault);
            return fault;
        });
    }

    @DELETE
    @Operation(operationId = "sandboxClearFaults", summary = "Forget all faults, those at work included")
    public void clear() {
        sandbox.ask(server -> {
            server.pending().clear();
            server.openPages().forEach(SimulatedPage::clearFaults);
            return null;
        });
    }

    private static void place(SimulatedServer server, Fault fault) {
        var target = fault.target();
        var open = server.openPages().stream().filter(isMeant(target)).toList();
        if (target.isNext()) {
            server.pending().add(fault);
        } else if (fault.kind().moment() == FaultKind.Moment.LOAD) {
            throw new ProblemException(400, "FAULT_TARGET",
                    fault.kind() + " happens while a page loads: its target must be {\"next\": true}.");
        } else if (!open.isEmpty()) {
            open.forEach(page -> page.add(List.of(fault)));
        } else if (target.wid() != null) {
            server.pending().add(fault);
        } else {
            throw new ProblemException(404, "PAGE_UNKNOWN",
                    "No open page is meant by this target: give next, qr, wid or page.");
        }
    }

    private static Predicate<SimulatedPage> isMeant(Fault.Target target) {
        return page -> page.id().equals(target.page())
                || target.qr() != null && page.shows(ShownRefs.refOf(target.qr()))
                || target.wid() != null && page.device().filter(device -> device.wid().equals(target.wid())).isPresent();
    }
}
