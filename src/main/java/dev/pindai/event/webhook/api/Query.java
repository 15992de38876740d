package dev.pindai.event.webhook.api;

/** How parameters of these addresses are written. */
final class Query {

    static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    static final String UUID_MESSAGE = "must be the id of a session";
    static final String CURSOR = "[0-9]{1,18}";
    static final String CURSOR_MESSAGE = "must be the nextCursor of an earlier answer";
    static final String STATUS = "PENDING|DELIVERED|DEAD";
    static final String STATUS_MESSAGE = "must be PENDING, DELIVERED or DEAD";

    private Query() {
    }

    static java.util.UUID uuid(String text) {
        return text == null ? null : java.util.UUID.fromString(text);
    }
}
