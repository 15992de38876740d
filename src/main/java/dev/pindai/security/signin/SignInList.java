package dev.pindai.security.signin;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.pindai.security.Caller;
import dev.pindai.security.SecurityConfig;
import dev.pindai.shared.ProblemException;

import io.quarkus.panache.common.Sort;

/**
 * The sign-ins as an admin sees them: those of their tenant, with the admin key of the configuration all, with a key for
 * certain
 * sessions that key's own.
 */
@Singleton
public class SignInList {

    private static final UUID LAST = new UUID(-1, -1);

    private final SignIns signIns;
    private final SecurityConfig config;
    private final Clock clock;

    SignInList(SignIns signIns, SecurityConfig config, Clock clock) {
        this.signIns = signIns;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Those that are open, newest first.
     *
     * @param before only those older than this id, or null
     * @param limit 1 to 200
     */
    @Transactional
    public SignInPage list(Caller caller, UUID before, int limit) {
        var now = clock.instant();
        List<SignIn> rows = SignIn.find("endedAt is null and endsAt > ?1 and lastUsedAt > ?2 and id < ?3 "
                + "and (?4 = true or tenant = ?5) and (?6 = true or kind = ?7 and callerId = ?8)", Sort.descending("id"), now,
                now.minus(config.signInIdle()), before == null ? LAST : before, seesAll(caller), caller.tenant(),
                caller.sessions().isEmpty(),
                caller.kind(), caller.id()).page(0, limit + 1).list();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new SignInPage(page.stream().map(row -> SignInView.of(row, row.id.equals(caller.signIn()))).toList(),
                rows.size() > limit ? page.getLast().id.toString() : null);
    }

    /**
     * Signs somebody out.
     *
     * @throws ProblemException 404 {@code SIGN_IN_NOT_FOUND} if there is none that the caller sees
     */
    public void end(Caller caller, UUID id) {
        signIns.end(() -> SignIn.<SignIn> findByIdOptional(id).filter(row -> row.endedAt == null && isSeenBy(caller, row)))
                .orElseThrow(() -> new ProblemException(404, "SIGN_IN_NOT_FOUND",
                        "Nobody is signed in by " + id + ". GET /api/sign-ins lists who is."));
    }

    private static boolean seesAll(Caller caller) {
        return caller.kind() == Caller.Kind.ADMIN_KEY;
    }

    private static boolean isSeenBy(Caller caller, SignIn row) {
        var own = row.kind == caller.kind() && row.callerId.equals(caller.id());
        return seesAll(caller) || row.tenant.equals(caller.tenant()) && (own || caller.sessions().isEmpty());
    }
}
