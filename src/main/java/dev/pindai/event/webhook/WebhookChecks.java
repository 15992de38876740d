package dev.pindai.event.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFeed;
import dev.pindai.event.EventType;
import dev.pindai.event.webhook.net.HookClient;

/** Tells what a caller asks of a webhook from what can't be. Looks names up: blocks, outside of transactions. */
@Singleton
public class WebhookChecks {

    private static final String ALL = "*";
    private static final Duration LOOKUP = Duration.ofSeconds(3);

    private final EventFeed feed;
    private final HookClient client;
    private final VisibleWebhooks visible;

    WebhookChecks(EventFeed feed, HookClient client, VisibleWebhooks visible) {
        this.visible = visible;
        this.feed = feed;
        this.client = client;
    }

    /** @throws dev.pindai.shared.ProblemException 400 with what is to be mended */
    public WebhookDraft check(NewWebhook wanted) {
        return draft(wanted, sessions(wanted.sessions()));
    }

    /** The same for one that is made with a session, and hears of that. */
    public WebhookDraft checkOwned(NewWebhook wanted) {
        if (wanted.sessions() != null) {
            throw WebhookProblems.ownSession();
        }
        return draft(wanted, new UUID[0]);
    }

    /** @throws dev.pindai.shared.ProblemException 400 with what is to be mended */
    public CheckedChange check(WebhookChange wanted) {
        return new CheckedChange(wanted, wanted.url() == null ? null : url(wanted.url()),
                wanted.sessions() == null ? null : sessions(wanted.sessions()),
                wanted.events() == null ? null : events(wanted.events()));
    }

    private WebhookDraft draft(NewWebhook wanted, UUID[] sessions) {
        var url = url(wanted.url());
        var generated = wanted.secret() == null;
        return new WebhookDraft(url, sessions, events(wanted.events()),
                generated ? WebhookDraft.newSecret() : wanted.secret(), generated,
                HookHeaders.read(wanted.headers() == null ? Map.of() : wanted.headers()),
                !Boolean.FALSE.equals(wanted.enabled()),
                wanted.retries() == null ? Retries.DEFAULT : wanted.retries().over(Retries.DEFAULT), wanted.timeoutSeconds());
    }

    /** One that is refused now is told so at once; its name is looked up again for each request. */
    private HookUrl url(String text) {
        var url = HookUrl.read(text);
        client.refusal(url.name(), LOOKUP).join().ifPresent(why -> {
            throw WebhookProblems.addressRefused(why);
        });
        return url;
    }

    private String[] events(Set<String> names) {
        if (names == null || names.isEmpty() || names.contains(ALL)) {
            return new String[0];
        }
        return names.stream().map(name -> EventType.ofWireName(name).orElseThrow(() -> WebhookProblems.unknownEvent(name)))
                .map(EventType::wireName).sorted().toArray(String[]::new);
    }

    private UUID[] sessions(Set<String> ids) {
        if (ids == null || ids.isEmpty() || ids.contains(ALL)) {
            return visible.heard(Set.of());
        }
        var wanted = ids.stream().map(WebhookChecks::id).collect(Collectors.toSet());
        var live = feed.streams(visible.realm(), wanted, false).keySet();
        wanted.stream().filter(id -> !live.contains(id)).findFirst().ifPresent(id -> {
            throw WebhookProblems.badSession(id.toString());
        });
        return visible.heard(wanted);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw WebhookProblems.badSession(text);
        }
    }
}
