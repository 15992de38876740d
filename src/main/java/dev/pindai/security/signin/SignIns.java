package dev.pindai.security.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.security.Caller;
import dev.pindai.security.KeyHolders;
import dev.pindai.security.SecurityConfig;
import dev.pindai.shared.Ids;
import dev.pindai.tenant.AccessEnded;

import io.quarkus.narayana.jta.QuarkusTransaction;

import org.jboss.logging.Logger;

/**
 * Who is signed in to the pages. Kept in the database, so that they stay so over a restart and on every node, and are signed
 * out
 * everywhere at once. All of it blocks.
 */
@Singleton
public class SignIns {

    private static final Logger LOG = Logger.getLogger(SignIns.class);
    /** How exact {@link SignIn#lastUsedAt} is: each one in use costs a write that often at most. */
    private static final Duration USE = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final KeyHolders holders;
    private final SecurityConfig config;
    private final Event<AccessEnded> ended;
    private final Clock clock;

    SignIns(EntityManager entities, KeyHolders holders, SecurityConfig config, Event<AccessEnded> ended, Clock clock) {
        this.entities = entities;
        this.holders = holders;
        this.config = config;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * Signs somebody in who showed a key. It ends when the key does.
     *
     * @param key the digest of the key
     */
    @Transactional
    SignInToken open(Caller caller, byte[] key, Visit visit) {
        var token = SignInToken.next();
        var row = row(caller, token, visit, config.signInLifetime());
        row.keyProof = token.proof(key);
        return opened(row, token);
    }

    /**
     * Signs in a person whom somebody else vouches for.
     *
     * @param endSession where they are signed out there, or null
     */
    @Transactional
    SignInToken open(Caller person, Duration lifetime, String endSession, Visit visit) {
        var token = SignInToken.next();
        var row = row(person, token, visit, lifetime);
        row.endSession = endSession;
        return opened(row, token);
    }

    private SignIn row(Caller caller, SignInToken token, Visit visit, Duration lifetime) {
        var row = new SignIn();
        row.id = Ids.next();
        row.carries(caller);
        row.tokenHash = token.hash();
        row.address = visit.address();
        row.agent = visit.agent();
        row.createdAt = clock.instant();
        row.lastUsedAt = row.createdAt;
        row.endsAt = row.createdAt.plus(lifetime);
        return row;
    }

    private SignInToken opened(SignIn row, SignInToken token) {
        row.persist();
        entities.flush();
        endOldest(row);
        LOG.infof("%s %s (%s) signed in", row.kind, row.name, row.callerId);
        return token;
    }

    /** Keeps a loop of sign-ins from filling the database. */
    private void endOldest(SignIn row) {
        entities.createNativeQuery("""
                update sign_in set ended_at = :now where id in (
                  select id from sign_in where tenant = :tenant and kind = :kind and caller_id = :caller and ended_at is null
                  order by last_used_at desc, id desc offset :most)""").setParameter("now", clock.instant())
                .setParameter("tenant", row.tenant).setParameter("kind", row.kind.name())
                .setParameter("caller", row.callerId).setParameter("most", config.maxSignIns()).executeUpdate();
    }

    /**
     * Who is signed in by this token; counts as a use of it. One transaction after the other: none waits for a second
     * connection
     * while it holds one.
     *
     * @param address from where they come, as an IP address
     */
    Optional<Caller> find(SignInToken token, String address) {
        var now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> SignIn.of(token))
                .filter(row -> row.open(now, config.signInIdle()))
                .flatMap(row -> caller(row, token, address).map(caller -> {
                    used(row, now);
                    return caller.signedIn(row.id);
                }));
    }

    private Optional<Caller> caller(SignIn row, SignInToken token, String address) {
        return row.keyProof == null ? Optional.of(row.person())
                : holders.again(row.kind, row.callerId, token.shows(row.keyProof), address);
    }

    private static void used(SignIn row, Instant now) {
        if (row.lastUsedAt.plus(USE).isBefore(now)) {
            QuarkusTransaction.requiringNew().run(() -> SignIn.update("lastUsedAt = ?1 where id = ?2", now, row.id));
        }
    }

    /** Signs out; where to sign out at the person's provider too, if there is such a place. */
    Optional<String> end(SignInToken token) {
        return end(() -> SignIn.of(token)).map(row -> row.endSession);
    }

    /** Signs out everybody whom this let in. */
    @Transactional
    public void endAll(Caller.Kind kind) {
        SignIn.update("endedAt = ?1 where endedAt is null and kind = ?2", clock.instant(), kind);
    }

    /**
     * From now on it lets nobody in, and once that is certain what it opened ends, too.
     *
     * @param found looks for it
     * @return what was found
     */
    Optional<SignIn> end(Supplier<Optional<SignIn>> found) {
        var row = QuarkusTransaction.requiringNew().call(() -> found.get().map(open -> {
            open.endedAt = open.endedAt == null ? clock.instant() : open.endedAt;
            return open;
        }));
        row.ifPresent(over -> {
            LOG.infof("%s %s (%s) was signed out", over.kind, over.name, over.callerId);
            ended.fire(new AccessEnded(over.holder()));
        });
        return row;
    }
}
