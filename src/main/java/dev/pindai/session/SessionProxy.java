package dev.pindai.session;

import dev.pindai.engine.PageProxy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The proxy of a session. Its row keeps username and password encrypted, see {@link ProxyLogins}.
 *
 * @param host a name, or an IPv4 or IPv6 address without brackets
 * @param username null where the proxy asks for no login
 * @param password null where there is none
 */
@RegisterForReflection
record SessionProxy(PageProxy.Scheme scheme, String host, int port, String username, String password) {

    SessionProxy withLogin(String otherUsername, String otherPassword) {
        return new SessionProxy(scheme, host, port, otherUsername, otherPassword);
    }

    /** As callers see it: everything but the login. */
    String server() {
        return forPage().toString();
    }

    PageProxy forPage() {
        return new PageProxy(scheme, host, port, username, password);
    }

    /** The password never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return server();
    }
}
