package dev.pindai.event.webhook;

import java.util.Collection;
import java.util.List;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the SQL of this package has in common: many rows as one JSON parameter, and commits that need not wait for the disk. */
@Singleton
class Statements {

    private final EntityManager entities;
    private final ObjectMapper json;

    Statements(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** Rows for {@code jsonb_to_recordset}: one way to the database instead of one for each. */
    String rows(Collection<? extends Record> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plain record can't be written", e);
        }
    }

    int update(String sql, Collection<? extends Record> rows) {
        return entities.createNativeQuery(sql).setParameter("rows", rows(rows)).executeUpdate();
    }

    @SuppressWarnings("unchecked")
    List<Tuple> select(String sql, Collection<? extends Record> rows) {
        return entities.createNativeQuery(sql, Tuple.class).setParameter("rows", rows(rows)).getResultList();
    }

    /** For a transaction that a crash of the database may undo: what it did is done again then, to the same end. */
    @Transactional(Transactional.TxType.MANDATORY)
    void hurry() {
        entities.createNativeQuery("select set_config('synchronous_commit', 'off', true)", String.class).getSingleResult();
    }
}
