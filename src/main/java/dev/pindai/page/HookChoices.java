package dev.pindai.page;

import java.util.Arrays;
import java.util.List;

import dev.pindai.event.EventType;
import dev.pindai.event.webhook.RetryPolicy;
import dev.pindai.session.SessionView;

import io.quarkus.qute.TemplateData;

/**
 * What the form of a webhook offers.
 *
 * @param sessions the newest, as many as a person can look through
 */
@TemplateData
public record HookChoices(List<Choice> sessions) {

    /** A session by name. */
    @TemplateData
    public record Choice(String id, String name) {
    }

    static HookChoices of(List<SessionView> sessions) {
        return new HookChoices(sessions.stream().map(session -> new Choice(session.id().toString(), session.name())).toList());
    }

    public List<String> events() {
        return Arrays.stream(EventType.values()).map(EventType::wireName).toList();
    }

    public List<RetryPolicy> policies() {
        return List.of(RetryPolicy.values());
    }
}
