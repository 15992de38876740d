package dev.pindai.security.signin;

import dev.pindai.security.RequestGuard;

import io.vertx.ext.web.RoutingContext;

/**
 * Where somebody signs in, told to whoever looks at the list of sign-ins.
 *
 * @param address as an IP address
 * @param agent what their browser calls itself, or null
 */
public record Visit(String address, String agent) {

    private static final int AGENT_LENGTH = 200;

    public static Visit of(RoutingContext context) {
        var agent = context.request().getHeader("User-Agent");
        return new Visit(RequestGuard.address(context),
                agent == null ? null : agent.substring(0, Math.min(agent.length(), AGENT_LENGTH)));
    }
}
