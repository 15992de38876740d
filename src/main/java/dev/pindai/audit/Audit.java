package dev.pindai.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.pindai.security.Caller;

/** The audit as it is read: each tenant their own. */
@Singleton
public class Audit {

    /**
     * The newest first.
     *
     * @param reader who sees the rows of their tenant and, where they are limited to some sessions, of these only
     * @param cursor only those older than the row of this id, or null
     * @param limit 1 to 200
     */
    @Transactional
    public AuditPage list(Caller reader, AuditQuery query, UUID cursor, int limit) {
        var where = query.conditions(reader);
        if (cursor != null) {
            var last = AuditRow.<AuditRow> find("id = ?1 and tenant = ?2", cursor, reader.tenant()).firstResultOptional();
            if (last.isEmpty()) {
                // Removed meanwhile because of its age, and with it all that is older.
                return new AuditPage(List.of(), null);
            }
            where.and("(at < :at or at = :at and id < :id)", Map.of("at", last.get().at, "id", cursor));
        }
        var rows = AuditRow.<AuditRow> find(where.text() + " order by at desc, id desc", where.values()).range(0, limit).list();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new AuditPage(page.stream().map(AuditView::of).toList(),
                rows.size() > limit ? page.getLast().id.toString() : null);
    }
}
