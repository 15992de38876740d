package dev.pindai.engine.browser;

import java.util.UUID;

import org.jboss.logging.MDC;

/** Marks the log lines written meanwhile as being about one session. */
final class SessionLog implements AutoCloseable {

    private static final String KEY = "sessionId";

    private final Object before = MDC.get(KEY);

    private SessionLog() {
    }

    static SessionLog about(UUID sessionId) {
        SessionLog log = new SessionLog();
        MDC.put(KEY, sessionId.toString());
        return log;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
