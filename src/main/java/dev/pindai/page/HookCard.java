package dev.pindai.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.pindai.event.webhook.RetryPolicy;
import dev.pindai.event.webhook.WebhookView;

import io.quarkus.qute.TemplateData;

/**
 * A webhook as the pages show it.
 *
 * @param title its host and path
 * @param events names, or empty for all
 * @param sessions ids, or empty for all
 * @param headers names
 * @param detail what was seen last when it was disabled, or null
 * @param owner id of the session that it was made with, or null
 */
@TemplateData
public record HookCard(String id, String title, String url, HookLook look, List<String> events, List<String> sessions,
        List<String> headers, RetryPolicy policy, int attempts, int delaySeconds, String detail, String owner, long pending,
        long dead, Instant createdAt) {

    static HookCard of(WebhookView view) {
        var url = URI.create(view.url());
        var path = url.getPath() == null || url.getPath().equals("/") ? "" : url.getPath();
        return new HookCard(view.id().toString(), url.getHost() + path, view.url(), HookLook.of(view), some(view.events()),
                some(view.sessions()), view.headers().keySet().stream().sorted().toList(), view.retries().policy(),
                view.retries().attempts(), view.retries().delaySeconds(),
                view.disabled() == null ? null : view.disabled().detail(),
                view.sessionId() == null ? null : view.sessionId().toString(), view.pending(), view.dead(), view.createdAt());
    }

    private static List<String> some(List<String> names) {
        return names.equals(List.of("*")) ? List.of() : names;
    }
}
