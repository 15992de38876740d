package dev.pindai.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.pindai.security.Caller;

/**
 * A row of the audit before it is written. Never holds a body, a secret or a key.
 *
 * @param at when the request came
 * @param tenant whose row it is; the default one's for whoever nobody knows
 * @param caller null for whoever nobody knows
 * @param address from where, as an IP address; a proxy's word for it where proxies are trusted
 * @param status of the answer, or null where the caller went before it
 * @param code of the problem that was the answer, or null
 * @param times how many requests this row stands for
 */
record Entry(UUID id, Instant at, String tenant, Caller caller, String action, Subject subject, String address,
        String userAgent, Integer status, String code, int times, String requestId) {

    /**
     * Whether requests like this one are counted rather than written one by one: what only reads, and what is refused, which
     * anybody can send without end.
     */
    boolean isCounted() {
        return caller == null || isRefused() || Actions.isRead(action);
    }

    boolean isRefused() {
        return isRefusal(status);
    }

    /** Whether an answer of this status says no to whoever asks, whatever they ask for: who they are, may do, or how often. */
    static boolean isRefusal(Integer status) {
        return status != null && (status == 401 || status == 403 || status == 429);
    }

    /** This one as it stands for one more like it; what they differ in is left out. */
    Entry and(Entry next) {
        return new Entry(next.id, next.at, tenant, caller, action,
                new Subject(same(subject.session(), next.subject.session()), same(subject.target(), next.subject.target())),
                same(address, next.address), same(userAgent, next.userAgent), status, code, times + 1, next.requestId);
    }

    private static <T> T same(T one, T other) {
        return Objects.equals(one, other) ? one : null;
    }
}
