package dev.pindai.event;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

/**
 * Holds QR strings and pairing codes in memory for as long as they are valid, by the event that brought them, and puts them
 * into frames on their way out. They are credentials: nothing of them is ever stored.
 */
@Singleton
public class EventSecrets {

    private static final String QR = "qr";
    private static final String CODE = "code";

    private record Key(UUID sessionId, long seq) {
    }

    private final Map<Key, SessionEvent.Secret> secrets = new ConcurrentHashMap<>();
    private final Clock clock;

    EventSecrets(Clock clock) {
        this.clock = clock;
    }

    void put(UUID sessionId, long seq, SessionEvent.Secret secret) {
        secrets.values().removeIf(old -> !old.expiresAt().isAfter(clock.instant()));
        if (secret.field().equals(CODE)) {
            // WhatsApp knows one pairing code of a page: the newest.
            forget(sessionId, CODE);
        }
        secrets.put(new Key(sessionId, seq), secret);
    }

    /** Forgets all secrets of a session: what was shown is used or withdrawn. */
    public void forget(UUID sessionId) {
        secrets.keySet().removeIf(key -> key.sessionId().equals(sessionId));
    }

    /** Forgets the QR of a session: it is no longer on the page. */
    public void forgetQr(UUID sessionId) {
        forget(sessionId, QR);
    }

    private void forget(UUID sessionId, String field) {
        secrets.entrySet().removeIf(entry -> entry.getKey().sessionId().equals(sessionId)
                && entry.getValue().field().equals(field));
    }

    /** The secret of this event while it is valid. */
    public Optional<String> find(UUID sessionId, long seq) {
        return Optional.ofNullable(secrets.get(new Key(sessionId, seq)))
                .filter(secret -> secret.expiresAt().isAfter(clock.instant()))
                .map(SessionEvent.Secret::value);
    }

    /**
     * The frame as a channel sends it now: with its secret while that is valid, else with {@code "expired": true}; to whoever
     * may not have it with {@code "withheld": true}.
     *
     * @param codes whether it may be told
     */
    public EventFrame complete(EventFrame frame, boolean codes) {
        var field = secretField(frame.event());
        if (field.isEmpty()) {
            return frame;
        }
        var data = frame.data().deepCopy();
        if (codes) {
            find(frame.sessionId(), frame.seq()).ifPresentOrElse(value -> data.put(field.get(), value),
                    () -> data.put("expired", true));
        } else {
            data.put("withheld", true);
        }
        return frame.withData(data);
    }

    private static Optional<String> secretField(String event) {
        return EventType.ofWireName(event).flatMap(type -> switch (type) {
            case QR -> Optional.of(QR);
            case PAIRING_CODE -> Optional.of(CODE);
            default -> Optional.empty();
        });
    }
}
