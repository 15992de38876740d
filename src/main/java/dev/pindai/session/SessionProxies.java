package dev.pindai.session;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.pindai.crypto.UnreadableSecretException;
import dev.pindai.engine.PageSettings;
import dev.pindai.shared.ProblemException;

/** Gives sessions a proxy and takes it away. What is set here is used by the next page that opens. */
@Singleton
public class SessionProxies {

    private final Sessions sessions;
    private final VisibleSessions visible;
    private final ProxyLogins logins;

    SessionProxies(Sessions sessions, VisibleSessions visible, ProxyLogins logins) {
        this.sessions = sessions;
        this.visible = visible;
        this.logins = logins;
    }

    /** A new, stopped session that has a proxy from the start; see {@link Sessions#create} and {@link #replace}. */
    @Transactional
    public SessionView create(String name, Map<String, String> metadata, String server, String username, String password,
            Locale locale) {
        var proxy = ProxyAddress.read(server, username, password);
        var id = sessions.create(name, metadata, locale).id();
        visible.locked(id).proxy = logins.seal(id, proxy);
        return sessions.get(id, locale);
    }

    /**
     * Replaces the session's proxy, login included.
     *
     * @param username null for a proxy without a login, or one that stands in the address
     * @throws ProblemException 404 for an unknown session, 400 {@code INVALID_PROXY}
     */
    @Transactional
    public SessionView replace(UUID id, String server, String username, String password, Locale locale) {
        var proxy = ProxyAddress.read(server, username, password);
        visible.locked(id).proxy = logins.seal(id, proxy);
        return sessions.get(id, locale);
    }

    /** Takes the session's proxy away, if it has one. */
    @Transactional
    public void remove(UUID id) {
        visible.locked(id).proxy = null;
    }

    /**
     * How the session's page is to be opened now. Fails with a 404 problem for a session that is gone: nothing opens then. Nor
     * does a page with a proxy whose login can't be read.
     */
    @Transactional
    PageSettings settings(UUID id) {
        var proxy = Session.<Session> findByIdOptional(id).orElseThrow(() -> SessionProblems.notFound(id)).proxy;
        if (proxy == null) {
            return PageSettings.DIRECT;
        }
        try {
            return new PageSettings(logins.open(id, proxy).forPage());
        } catch (UnreadableSecretException e) {
            return PageSettings.impossible("The login of the proxy " + proxy.server() + " can't be read. " + e.getMessage());
        }
    }
}
