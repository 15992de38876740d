package dev.pindai.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes frames of the log's rows. */
@Singleton
class EventRows {

    /** What is read of an event {@code e}. */
    static final String COLUMNS = "e.session_id, e.seq, e.type, e.at, cast(e.data as text) as data, e.tx";
    /** What is read of the row {@code l} of {@code event_log} to know the moment of a statement. */
    static final String MOMENT = "cast(pg_current_snapshot() as text) as moment, l.shift";

    private final ObjectMapper json;

    EventRows(ObjectMapper json) {
        this.json = json;
    }

    @SuppressWarnings("unchecked")
    static Stream<Tuple> stream(Query query) {
        return query.getResultList().stream();
    }

    static long number(Tuple row, String column) {
        return row.get(column) == null ? 0 : ((Number) row.get(column)).longValue();
    }

    static Snapshot moment(Tuple row) {
        return Snapshot.parse(row.get("moment", String.class), number(row, "shift"));
    }

    List<EventFrame> frames(Query query) {
        return stream(query).map(this::frame).toList();
    }

    EventFrame frame(Tuple row) {
        return new EventFrame(row.get("type", String.class), row.get("session_id", UUID.class), number(row, "seq"),
                row.get("at", Instant.class), parse(row.get("data", String.class)));
    }

    LoggedFrame logged(Tuple row) {
        return new LoggedFrame(frame(row), number(row, "tx"), row.get("tenant", String.class));
    }

    private ObjectNode parse(String data) {
        try {
            return (ObjectNode) json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored event is not JSON", e);
        }
    }
}
