package dev.pindai.audit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Singleton;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Writes rows of the audit, many in one transaction. */
@Singleton
class AuditRows {

    private static final int TIMEOUT_SECONDS = 10;
    /** A batch may be written twice: when its commit came through and the news of it did not. */
    private static final String INSERT = """
            insert into audit (id, at, tenant, caller_kind, caller_id, caller_name, action, session_id, target, address,
              user_agent, status, code, times, request_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing""";

    private final DataSource database;

    AuditRows(DataSource database) {
        this.database = database;
    }

    /** @throws RuntimeException if none of them was written, or nobody knows whether they were */
    void insert(List<Entry> entries) {
        QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> {
            try (var connection = database.getConnection(); var statement = connection.prepareStatement(INSERT)) {
                statement.setQueryTimeout(TIMEOUT_SECONDS);
                for (var entry : entries) {
                    fill(statement, entry);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException e) {
                throw new IllegalStateException("The audit could not be written", e);
            }
        });
    }

    private static void fill(PreparedStatement row, Entry entry) throws SQLException {
        var caller = entry.caller();
        int column = 0;
        row.setObject(++column, entry.id());
        row.setTimestamp(++column, Timestamp.from(entry.at()));
        row.setString(++column, entry.tenant());
        row.setString(++column, caller == null ? null : caller.kind().name());
        row.setString(++column, caller == null ? null : Text.cut(caller.id(), 200));
        row.setString(++column, caller == null ? null : Text.cut(caller.name(), 200));
        row.setString(++column, Text.cut(entry.action(), 100));
        row.setObject(++column, entry.subject().session(), Types.OTHER);
        row.setString(++column, entry.subject().target());
        row.setString(++column, Text.cut(entry.address(), 64));
        row.setString(++column, Text.cut(entry.userAgent(), 200));
        row.setObject(++column, entry.status(), Types.INTEGER);
        row.setString(++column, Text.cut(entry.code(), 100));
        row.setInt(++column, entry.times());
        row.setString(++column, Text.cut(entry.requestId(), 64));
    }
}
