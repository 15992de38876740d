package dev.pindai.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conditions of a query in HQL, with the values of their parameters. */
final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    Conditions and(String text, Map<String, ?> parameters) {
        texts.add(text);
        values.putAll(parameters);
        return this;
    }

    /** With one parameter; nothing if that is null. */
    Conditions andIf(String text, String parameter, Object value) {
        return value == null ? this : and(text, Map.of(parameter, value));
    }

    String text() {
        return String.join(" and ", texts);
    }

    Map<String, Object> values() {
        return values;
    }
}
