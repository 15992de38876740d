package dev.pindai.flow;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.pindai.testsupport.Processes;

/**
 * Looks on all the time while sessions are made to suffer: no session has two browsers, and no reader sees a status in the row
 * that the last event does not say.
 */
final class SessionWatch implements AutoCloseable {

    /** Gives a connection of its own to whoever asks. */
    interface Database {
        Connection connect() throws SQLException;
    }

    private static final Duration ROUND = Duration.ofMillis(150);
    private static final String DISAGREEMENT = """
            select s.id || ': row ' || s.status || ' ' || coalesce(s.reason, '-') || ', event ' || (e.data->>'status') || ' '
              || coalesce(e.data->>'reason', '-')
            from session s join event_stream t on t.session_id = s.id
            join event e on e.session_id = s.id and e.seq = t.status_seq
            where s.status <> e.data->>'status' or s.reason is distinct from e.data->>'reason'""";

    private final Database database;
    private final List<String> sessions;
    private final Map<String, List<Long>> before = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("session-watch").daemon().unstarted(this::watch);
    private volatile AssertionError violation;
    private volatile int rounds;

    private SessionWatch(Database database, List<String> sessions) {
        this.database = database;
        this.sessions = List.copyOf(sessions);
    }

    static SessionWatch over(Database database, List<String> sessions) {
        var watch = new SessionWatch(database, sessions);
        watch.thread.start();
        return watch;
    }

    /** Fails with the first thing that was not as it must be. */
    void check() {
        if (violation != null) {
            throw violation;
        }
    }

    /** How often it looked. */
    int rounds() {
        return rounds;
    }

    private void watch() {
        try (var connection = database.connect()) {
            do {
                look(connection);
                rounds++;
            } while (violation == null && !end.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            violation = new AssertionError("The watch ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Connection connection) throws SQLException {
        for (var id : sessions) {
            var browsers = Processes.browsersOf(id);
            // Seen twice: a process may end between two looks at the list of all.
            if (browsers.size() > 1 && browsers.equals(before.get(id))) {
                violation = new AssertionError("Session " + id + " has several browsers: " + browsers);
            }
            before.put(id, browsers);
        }
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(DISAGREEMENT)) {
            if (rows.next()) {
                violation = new AssertionError("Row and last status event differ: " + rows.getString(1));
            }
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
    }
}
