package dev.pindai.crypto;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;

/**
 * Encrypts with the first key what is encrypted with another, or not at all because it is from before there was encryption: at
 * the start, and now and then for what another process with other settings wrote. In batches, so that nobody waits for a lock
 * for long. What can't be read stays as it is, and is counted.
 */
@Singleton
public class Reencryption {

    private static final Logger LOG = Logger.getLogger(Reencryption.class);
    private static final int BATCH = 200;

    private final List<SealedColumn> columns;
    private final SecretBox box;
    private final EncryptionKeys keys;
    private final AgroalDataSource database;
    private volatile Map<String, Integer> unreadable = Map.of();

    Reencryption(@All List<SecretOwner> owners, SecretBox box, EncryptionKeys keys, AgroalDataSource database) {
        this.columns = owners.stream().flatMap(owner -> owner.sealedColumns().stream()).toList();
        this.box = box;
        this.keys = keys;
        this.database = database;
    }

    /** A row as it is stored. */
    private record Row(UUID id, String content) {
    }

    /** How the secrets stood when they were last looked at. */
    public EncryptionStatus status() {
        return new EncryptionStatus(keys.first().id(), unreadable);
    }

    /** Early, so that nothing is plain once anybody is served. A service that can't do it serves all the same. */
    void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.error("Secrets in the database could not be encrypted anew; it is tried again", e);
        }
    }

    @Scheduled(every = "${pindai.encryption.interval}", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void again() {
        run();
    }

    /** Looks at all of them; returns how many columns of rows it wrote. */
    int run() {
        var lost = new TreeMap<String, Integer>();
        int written = 0;
        for (var column : columns) {
            Optional<UUID> after = Optional.of(new UUID(0, 0));
            while (after.isPresent()) {
                var from = after.get();
                var done = QuarkusTransaction.requiringNew().call(() -> batch(column, from, lost));
                written += done.written();
                after = done.last();
            }
        }
        unreadable = Map.copyOf(lost);
        if (written > 0) {
            LOG.infof("Encrypted %d stored secrets with the key '%s'%s", written, keys.first().id(),
                    lost.isEmpty() ? ", as all others are: other keys are not needed any more" : "");
        }
        if (!lost.isEmpty()) {
            LOG.warnf("The database holds secrets that can't be read, by key: %s. The API says of each what to do", lost);
        }
        return written;
    }

    /** @param last where the next batch begins; empty if this was the last one */
    private record Done(int written, Optional<UUID> last) {
    }

    private Done batch(SealedColumn column, UUID after, Map<String, Integer> lost) {
        try (var connection = database.getConnection()) {
            var rows = rows(connection, column, after);
            int written = 0;
            for (var row : rows) {
                try {
                    var renewed = column.renewed(row.id(), row.content(), box);
                    if (renewed.isPresent()) {
                        write(connection, column, row.id(), renewed.get());
                        written++;
                    }
                } catch (UnreadableSecretException e) {
                    lost.merge(e.key(), 1, Integer::sum);
                }
            }
            return new Done(written, rows.size() < BATCH ? Optional.empty() : Optional.of(rows.getLast().id()));
        } catch (SQLException e) {
            throw new IllegalStateException("The secrets of " + column.table() + " can't be encrypted anew", e);
        }
    }

    private static List<Row> rows(Connection connection, SealedColumn column, UUID after) throws SQLException {
        var sql = "select id, cast(%2$s as text) from %1$s where %2$s is not null and id > ? order by id limit ? "
                + "for update";
        try (var select = connection.prepareStatement(sql.formatted(column.table(), column.column()))) {
            select.setObject(1, after);
            select.setInt(2, BATCH);
            var rows = new ArrayList<Row>();
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getObject(1, UUID.class), found.getString(2)));
                }
            }
            return rows;
        }
    }

    private static void write(Connection connection, SealedColumn column, UUID id, String content) throws SQLException {
        var sql = "update %s set %s = cast(? as %s) where id = ?";
        try (var update = connection
                .prepareStatement(sql.formatted(column.table(), column.column(), column.json() ? "jsonb" : "text"))) {
            update.setString(1, content);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }
}
