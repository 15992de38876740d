package dev.pindai.crypto;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A column with secrets, in a table whose key is the column {@code id} of type uuid. It holds one as its text, or several as
 * values of a JSON object.
 *
 * @param fields which values of the object are secrets; {@link #ALL} for each, null where the column is text
 */
public record SealedColumn(String table, String column, Set<String> fields) {

    private static final Set<String> ALL = Set.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A secret as text. */
    public static SealedColumn text(String table, String column) {
        return new SealedColumn(table, column, null);
    }

    /** A JSON object of which these values are secrets; all of them if none is named. */
    public static SealedColumn values(String table, String column, String... fields) {
        return new SealedColumn(table, column, fields.length == 0 ? ALL : Set.of(fields));
    }

    /** Where a value of the object is, or the text. */
    public SecretPlace place(UUID row, String field) {
        return new SecretPlace(table, column, row, field.toLowerCase(Locale.ROOT));
    }

    /** The same of the text. */
    public SecretPlace place(UUID row) {
        return SecretPlace.of(table, column, row);
    }

    boolean json() {
        return fields != null;
    }

    /**
     * The column's content with each secret under the first key; empty if that is so already.
     *
     * @throws UnreadableSecretException if one of them can't be read; nothing is to be changed then
     */
    Optional<String> renewed(UUID row, String content, SecretBox box) {
        return json() ? renewedValues(row, content, box) : box.renewed(place(row), content);
    }

    private Optional<String> renewedValues(UUID row, String content, SecretBox box) {
        try {
            if (!(JSON.readTree(content) instanceof ObjectNode object)) {
                return Optional.empty();
            }
            boolean changed = false;
            for (var value : object.deepCopy().properties()) {
                if (value.getValue().isTextual() && (fields.equals(ALL) || fields.contains(value.getKey()))) {
                    var renewed = box.renewed(place(row, value.getKey()), value.getValue().textValue());
                    renewed.ifPresent(text -> object.put(value.getKey(), text));
                    changed |= renewed.isPresent();
                }
            }
            return changed ? Optional.of(JSON.writeValueAsString(object)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column holds no JSON", e);
        }
    }
}
