package dev.pindai.testsupport;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Singleton;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Streams of events that no session stands behind, for tests of who delivers them. */
@Singleton
public class Streams {

    private final EventLog log;
    private final DataSource database;

    Streams(EventLog log, DataSource database) {
        this.log = log;
        this.database = database;
    }

    /** A new stream, which begins as every session's does. */
    public UUID begin() {
        var id = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> log.begin("default", new SessionEvent.Status(id, "STOPPED", null, null)));
        return id;
    }

    /** In one transaction. */
    public void append(SessionEvent... events) {
        QuarkusTransaction.requiringNew().run(() -> log.append(Arrays.asList(events)));
    }

    /** One more event of a stream, told by a number of its own. */
    public void ready(UUID id, long mark) {
        append(ready(mark, id));
    }

    public static SessionEvent ready(long mark, UUID id) {
        return new SessionEvent.Ready(id, mark + "@c.us", "+" + mark, null);
    }

    /** The number of a stream's newest event. */
    public long last(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> log.lastSeq(id));
    }

    /** Ends a stream, so that it is nobody's present any more. */
    public void end(UUID id) {
        append(new SessionEvent.Deleted(id));
    }

    /** An event that another process commits: nobody in this one is told. */
    public void appendElsewhere(UUID id) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement("""
                with stream as (
                  update event_stream set last_seq = last_seq + 1 where session_id = ? returning session_id, last_seq)
                insert into event (session_id, seq, type, at, data, tx)
                select session_id, last_seq, 'authenticated', now(), jsonb_build_object('sessionId', session_id),
                  pg_current_xact_id()::text::bigint + shift from stream, event_log""")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
