package dev.pindai.security.signin;

import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.security.AdminKey;
import dev.pindai.security.KeyHolders;

import io.quarkus.runtime.LaunchMode;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * In dev mode the pages sign themselves in, so that a newcomer sees them at once. Only for this machine's own names: another
 * name that leads here (DNS rebinding) gets nothing. Only pages: the API wants the key even then.
 */
@Singleton
class LocalSignIn {

    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?",
            Pattern.CASE_INSENSITIVE);

    private final AdminKey adminKey;
    private final SignIns signIns;
    private final boolean devMode;

    @Inject
    LocalSignIn(AdminKey adminKey, SignIns signIns) {
        this(adminKey, signIns, LaunchMode.current() == LaunchMode.DEVELOPMENT);
    }

    LocalSignIn(AdminKey adminKey, SignIns signIns, boolean devMode) {
        this.devMode = devMode;
        this.adminKey = adminKey;
        this.signIns = signIns;
    }

    boolean applies(RoutingContext context) {
        return devMode && isPage(context) && isLocal(context.request().getHeader("Host"));
    }

    /** Signs in as whoever holds the admin key. Blocks. */
    SignInToken open(Visit visit) {
        return signIns.open(KeyHolders.ADMIN, adminKey.digest(), visit);
    }

    static boolean isLocal(String host) {
        return host != null && LOCAL.matcher(host).matches();
    }

    /** Whether a person's browser asks for a page. */
    static boolean isPage(RoutingContext context) {
        var accept = context.request().getHeader("Accept");
        return context.request().method() == HttpMethod.GET && accept != null && accept.contains("text/html")
                && !context.normalizedPath().startsWith("/api/");
    }
}
