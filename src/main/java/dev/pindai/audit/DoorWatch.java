package dev.pindai.audit;

import java.time.Clock;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Caller;
import dev.pindai.security.DoorAnswered;
import dev.pindai.shared.Ids;

/**
 * Sees who is let in at open doors, where the key comes later than the request that {@link Watch} sees. Such a door has no HTTP
 * status of its own; the row has the one that it would be.
 */
@Singleton
class DoorWatch {

    private static final int LET_IN = 200;
    private static final int UNKNOWN = 401;
    private static final int REFUSED = 403;

    private final Scribe scribe;
    private final Clock clock;

    DoorWatch(Scribe scribe, Clock clock) {
        this.scribe = scribe;
        this.clock = clock;
    }

    void answered(@Observes DoorAnswered answer) {
        var caller = answer.caller();
        var letIn = answer.code() == null;
        scribe.add(new Entry(Ids.next(), clock.instant(), caller.map(Caller::tenant).orElse(Caller.DEFAULT_TENANT),
                caller.orElse(null), letIn ? Actions.LISTEN : Actions.REFUSED,
                new Subject(letIn ? Subject.id(answer.session()).orElse(null) : null, null), answer.address(), null,
                letIn ? LET_IN : caller.isPresent() ? REFUSED : UNKNOWN, answer.code(), 1, Ids.next().toString()));
    }
}
