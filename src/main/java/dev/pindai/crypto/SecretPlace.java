package dev.pindai.crypto;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a secret is stored. It is part of what is authenticated: an encrypted value that was moved to another place can't be
 * read there.
 *
 * @param row the id of its row
 * @param part which of several in the column, in lower case; empty where there is one
 */
public record SecretPlace(String table, String column, UUID row, String part) {

    /** The only one in its column. */
    public static SecretPlace of(String table, String column, UUID row) {
        return new SecretPlace(table, column, row, "");
    }

    byte[] bytes() {
        // The id comes first because of its length, which is always the same; names of tables and columns hold no slash.
        return (row + "/" + table + "/" + column + "/" + part).getBytes(StandardCharsets.UTF_8);
    }

    /** As it is named to people. */
    String name() {
        return table + "." + column;
    }
}
