package dev.pindai.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** What a test does to the simulated WhatsApp itself: look at its pages, change its times. */
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
}
