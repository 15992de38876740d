package dev.pindai.sandbox;

import java.util.List;
import java.util.function.Predicate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.shared.ProblemException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** What a test does to the simulated WhatsApp itself: look at its pages, change its times, make it misbehave. */
@Path("/sandbox")
@Tag(name = "Sandbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("admin")
class SandboxResource {

    private final Sandbox sandbox;

    SandboxResource(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GET
    @Path("/pages")
    @Operation(operationId = "sandboxPages", summary = "Simulated pages that are open now")
    public Items<SimulatedPage.PageView> pages() {
        return sandbox.ask(server -> new Items<>(server.openPages().stream().map(SimulatedPage::view).toList()));
    }

    @GET
    @Path("/shown")
    @Operation(operationId = "sandboxShown", summary = "The last QR codes that pages have shown, and when")
    public Items<ShownLog.Entry> shown(@RestQuery @DefaultValue("100") @Min(1) @Max(ShownLog.KEPT) int limit) {
        return sandbox.ask(server -> new Items<>(server.shownLog().last(limit)));
    }

    @GET
    @Path("/settings")
    @Operation(operationId = "sandboxSettings", summary = "Times and weight of pages that will be loaded")
    public SandboxSettings settings() {
        return sandbox.ask(SimulatedServer::settings);
    }

    @PATCH
    @Path("/settings")
    @Operation(operationId = "sandboxChangeSettings", summary = "Change times and weight of pages loaded from now on")
    public SandboxSettings change(@Valid @NotNull SandboxSettings.Change change) {
        return sandbox.ask(server -> server.change(change));
    }

    @GET
    @Path("/faults")
    @Operation(operationId = "sandboxFaults", summary = "Faults that wait for their page")
    public Items<Fault> faults() {
        return sandbox.ask(server -> new Items<>(server.pending().all()));
    }

    @POST
    @Path("/faults")
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
    @Path("/faults")
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
