package dev.pindai.session;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.pindai.engine.Engine;
import dev.pindai.event.EventFeed;
import dev.pindai.event.EventFrame;
import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;
import dev.pindai.event.SessionEvent;
import dev.pindai.shared.Ids;
import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.Realm;

import io.quarkus.panache.common.Parameters;

/** The sessions as a collection: makes, finds, lists and labels them. What changes a status is in {@link SessionLifecycle}. */
@Singleton
public class Sessions {

    private final EventLog events;
    private final EventFeed feed;
    private final EventSecrets secrets;
    private final VisibleSessions visible;
    private final Engine engine;
    private final SessionConfig config;
    private final TenantLimit limit;
    private final HealConfig heal;
    private final ProxyLogins logins;
    private final Clock clock;

    Sessions(EventLog events, EventFeed feed, EventSecrets secrets, VisibleSessions visible, Engine engine,
            SessionConfig config, TenantLimit limit, HealConfig heal, ProxyLogins logins,
            Clock clock) {
        this.logins = logins;
        this.visible = visible;
        this.limit = limit;
        this.heal = heal;
        this.events = events;
        this.feed = feed;
        this.secrets = secrets;
        this.engine = engine;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A new, stopped session. Names need not be unique.
     *
     * @throws ProblemException as {@link #demandRoom} does
     */
    @Transactional
    public SessionView create(String name, Map<String, String> metadata, Locale locale) {
        // One after the other: else all that come at once would find the same room.
        Session.queueForRoom();
        demandRoom();
        var realm = visible.realm();
        var row = new Session();
        row.id = Ids.next();
        row.tenant = realm.tenant();
        row.name = name.strip();
        row.metadata = metadata == null ? Map.of() : metadata;
        row.status = SessionStatus.STOPPED;
        row.desired = Desired.STOPPED;
        row.createdAt = clock.instant();
        row.statusSince = row.createdAt;
        row.persist();
        var frame = events.begin(row.tenant, new SessionEvent.Status(row.id, row.status.name(), null, null));
        return SessionView.of(row, null, null, null, frame.seq(), heal.maxRestarts(), locale);
    }

    /**
     * Whether the caller might make one now.
     *
     * @throws ProblemException 403 {@code KEY_LIMITED} for somebody whose key is for certain sessions, 409
     *         {@code TOO_MANY_SESSIONS}
     */
    @Transactional
    void demandRoom() {
        var realm = visible.realm();
        if (realm.limited()) {
            throw SessionProblems.keyLimited();
        }
        if (Session.count() >= config.maxSessions()) {
            throw SessionProblems.tooMany(config.maxSessions());
        }
        if (limit.sessionsPerTenant() > 0 && !realm.operator()
                && Session.count("tenant", realm.tenant()) >= limit.sessionsPerTenant()) {
            throw SessionProblems.tooManyOfTenant(limit.sessionsPerTenant());
        }
    }

    /** @throws ProblemException 404 if there is none */
    @Transactional
    public SessionView get(UUID id, Locale locale) {
        return get(visible.realm(), id, locale);
    }

    /** The same for somebody who asked on another thread. */
    @Transactional
    SessionView get(Realm realm, UUID id, Locale locale) {
        return views(List.of(VisibleSessions.find(realm, id)), realm, locale).getFirst();
    }

    /** Changes the name or the metadata; null leaves them as they are. */
    @Transactional
    public SessionView change(UUID id, String name, Map<String, String> metadata, Locale locale) {
        // Locked: an update writes the whole row, and its status may be changing.
        var row = visible.locked(id);
        row.name = name == null ? row.name : name.strip();
        row.metadata = metadata == null ? row.metadata : metadata;
        return views(List.of(row), visible.realm(), locale).getFirst();
    }

    /**
     * Sessions, newest first.
     *
     * @param status only those in this status, or null
     * @param text only those whose name contains it, or null
     * @param before only those older than this id, or null
     * @param limit 1 to 200
     */
    @Transactional
    public SessionPage list(SessionStatus status, String text, UUID before, int limit, Locale locale) {
        var rows = visible.list("""
                (:status is null or status = :status) and (:text is null or lower(name) like :text escape '\\')
                and (:before is null or id < :before) order by id desc""",
                Parameters.with("status", status).and("text", text == null ? null : like(text)).and("before", before),
                limit + 1);
        var more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new SessionPage(views(page, visible.realm(), locale), more ? page.getLast().id.toString() : null);
    }

    /** The QR on the session's page now, if it shows one that is still valid. */
    @Transactional
    public Optional<CurrentQr> findQr(UUID id) {
        return visible.find(id).status == SessionStatus.SCAN_QR
                ? Optional.ofNullable(currentQrs(visible.realm(), Set.of(id)).get(id))
                : Optional.empty();
    }

    /** @throws ProblemException 404 for an unknown session, 409 {@code QR_NOT_AVAILABLE} where no QR is shown */
    @Transactional
    public CurrentQr qr(UUID id) {
        return findQr(id).orElseThrow(() -> SessionProblems.qrNotAvailable(visible.find(id).status));
    }

    /** @throws ProblemException 404 if there is no such session */
    @Transactional
    public void require(UUID id) {
        visible.find(id);
    }

    private static String like(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private List<SessionView> views(List<Session> rows, Realm realm, Locale locale) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = rows.stream().map(row -> row.id).collect(Collectors.toSet());
        var qrs = currentQrs(realm, ids);
        var seqs = events.lastSeqs(ids);
        var usage = engine.usage();
        return rows.stream().map(row -> SessionView.of(row, row.status == SessionStatus.SCAN_QR ? qrs.get(row.id) : null,
                SessionUsage.of(usage.get(row.id)), logins.shown(row.id, row.proxy), seqs.getOrDefault(row.id, 0L),
                heal.maxRestarts(), locale)).toList();
    }

    private Map<UUID, CurrentQr> currentQrs(Realm realm, Set<UUID> ids) {
        return feed.present(realm, ids).frames().stream().filter(frame -> frame.event().equals("qr"))
                .flatMap(frame -> secrets.find(frame.sessionId(), frame.seq()).map(qr -> current(frame, qr)).stream())
                .collect(Collectors.toMap(CurrentQr::sessionId, Function.identity()));
    }

    private static CurrentQr current(EventFrame frame, String qr) {
        var data = frame.data();
        return new CurrentQr(frame.sessionId(), qr, data.get("attempt").asInt(), data.get("maxAttempts").asInt(),
                Instant.parse(data.get("issuedAt").asText()), Instant.parse(data.get("expiresAt").asText()));
    }
}
