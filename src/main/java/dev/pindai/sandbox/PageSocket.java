package dev.pindai.sandbox;

import java.io.IOException;

import jakarta.inject.Singleton;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The simulated page's connection to the simulated server. Only translates; open to anybody while the sandbox is on. */
@ServerEndpoint("/sandbox/web/socket")
@Singleton
public class PageSocket {

    private static final Logger LOG = Logger.getLogger(PageSocket.class);
    private static final String CHANNEL = "channel";

    private final Sandbox sandbox;
    private final ObjectMapper json;

    PageSocket(Sandbox sandbox, ObjectMapper json) {
        this.sandbox = sandbox;
        this.json = json;
    }

    @OnMessage
    void message(String text, Session session) {
        try {
            var message = json.readValue(text, FromPage.class);
            if (message instanceof FromPage.Hello hello) {
                var channel = new SessionChannel(session);
                session.getUserProperties().put(CHANNEL, channel);
                sandbox.tell(server -> server.connected(channel, hello));
            } else if (session.getUserProperties().get(CHANNEL) instanceof Channel channel) {
                sandbox.tell(server -> server.said(channel, message));
            }
        } catch (JsonProcessingException e) {
            LOG.warnf("A simulated page sent what is no message of ours: %s", e.getOriginalMessage());
            close(session, new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, "not a message of this page"));
        }
    }

    @OnClose
    void closed(Session session) {
        if (session.getUserProperties().get(CHANNEL) instanceof Channel channel) {
            sandbox.tell(server -> server.disconnected(channel));
        }
    }

    @OnError
    void failed(Session session, Throwable error) {
        LOG.debugf(error, "Connection of a simulated page failed");
    }

    private static void close(Session session, CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException e) {
            LOG.debugf(e, "Connection of a simulated page was gone already");
        }
    }

    private final class SessionChannel implements Channel {

        private final Session session;

        private SessionChannel(Session session) {
            this.session = session;
        }

        @Override
        public void send(ToPage message) {
            try {
                session.getAsyncRemote().sendText(json.writerFor(ToPage.class).writeValueAsString(message));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A message to the page can't be written", e);
            } catch (IllegalStateException e) {
                LOG.debugf(e, "A simulated page was gone already");
            }
        }

        @Override
        public void close() {
            PageSocket.close(session, new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "asked for by a fault"));
        }
    }
}
