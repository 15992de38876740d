package dev.pindai.security;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** Something behind the lock that these tests own: a call that reads, one that changes, and a socket. */
@Authenticated
@Path("/api/guarded-by-tests")
public class GuardedResource {

    @GET
    @Operation(hidden = true)
    public String read() {
        return "read";
    }

    @POST
    @Operation(hidden = true)
    public String change() {
        return "changed";
    }

    /** A Jakarta WebSocket, which path permissions do not guard. */
    @ServerEndpoint("/guarded-socket-of-tests")
    public static class Socket {

        @OnOpen
        void greet(Session session) {
            session.getAsyncRemote().sendText("hello");
        }
    }
}
