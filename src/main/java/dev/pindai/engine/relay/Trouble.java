package dev.pindai.engine.relay;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import dev.pindai.engine.PageProxy;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.netty.handler.proxy.ProxyConnectException;

/**
 * What is wrong with a proxy, told from what went wrong with a connection.
 *
 * @param proxyItself false if it may be no more than the one target: a proxy that waits for a target in vain is silent too
 * @param sentence for people; names the proxy and never its login
 */
record Trouble(boolean proxyItself, String sentence) {

    private static final Pattern STATUS = Pattern.compile("status: (\\S+)");

    static Trouble of(Throwable error, PageProxy proxy, Target target, Duration timeout) {
        String words = String.valueOf(error.getMessage());
        Throwable root = error;
        while (root.getCause() != null && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        if (error instanceof TlsTrust.Unreadable) {
            return itself(proxy, "can't be used: " + words);
        }
        if (error instanceof Upstream.AddressRefused) {
            return itself(proxy, "is not used. " + words);
        }
        if (root instanceof UnknownHostException) {
            return itself(proxy, "has a host name that is not known");
        }
        if (error instanceof ConnectTimeoutException) {
            return itself(proxy, "did not answer within " + seconds(timeout));
        }
        if (error instanceof TimeoutException || words.endsWith(", timeout")) {
            return silent(proxy, timeout);
        }
        if (login(error, words)) {
            return refusedLogin(proxy);
        }
        Matcher status = STATUS.matcher(words);
        if (status.find()) {
            return perhaps(proxy, "refused to connect to " + target + " (" + status.group(1) + ")");
        }
        if (words.contains("disconnected")) {
            return perhaps(proxy, "closed the connection before it stood");
        }
        if (root instanceof ConnectException && words.contains("refused")) {
            return itself(proxy, "refused the connection: nothing listens there");
        }
        if (root instanceof NoRouteToHostException
                || root instanceof ConnectException && !(root instanceof ProxyConnectException)) {
            return itself(proxy, "can't be reached from here");
        }
        if (root instanceof SSLException) {
            return itself(proxy, tls(root));
        }
        return perhaps(proxy, "did not answer as a " + proxy.scheme() + " proxy does");
    }

    static Trouble refusedLogin(PageProxy proxy) {
        return itself(proxy, proxy.username() == null ? "asks for a login, and none is set" : "refused the login");
    }

    static Trouble silent(PageProxy proxy, Duration timeout) {
        return perhaps(proxy, "did not answer within " + seconds(timeout));
    }

    private static boolean login(Throwable error, String words) {
        return error instanceof HttpProxyConnectException && words.contains("status: 407")
                || words.contains("authStatus:") || words.contains("unexpected authMethod:");
    }

    private static String tls(Throwable error) {
        String words = String.valueOf(error.getMessage());
        if (words.contains("PKIX") || words.contains("certificate") || words.contains("No subject alternative")) {
            return "shows a certificate that is not trusted: have pindai.proxy.trusted-certificates name a file with its issuer";
        }
        return "can't be spoken to over TLS";
    }

    private static Trouble itself(PageProxy proxy, String what) {
        return new Trouble(true, "The proxy " + proxy + " " + what);
    }

    private static Trouble perhaps(PageProxy proxy, String what) {
        return new Trouble(false, "The proxy " + proxy + " " + what);
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
