package dev.pindai.event.webhook.net;

import java.net.ConnectException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import dev.pindai.event.webhook.net.HookResult.Trouble;

import io.netty.channel.ConnectTimeoutException;

/** Tells what went wrong with a connection from what it ended with. */
final class Troubles {

    private Troubles() {
    }

    /** @param connecting whether the connection did not stand yet */
    static Trouble of(Throwable failure, boolean connecting) {
        if (has(failure, ConnectTimeoutException.class) || has(failure, TimeoutException.class)) {
            return Trouble.TIMEOUT;
        }
        if (has(failure, SSLException.class) || has(failure, GeneralSecurityException.class)) {
            return Trouble.TLS_FAILED;
        }
        return connecting && (has(failure, ConnectException.class) || has(failure, SocketException.class))
                ? Trouble.CONNECT_FAILED
                : Trouble.DISCONNECTED;
    }

    /** For people; names the host and never the rest of its address, which may hold a secret. */
    static String sentence(Trouble trouble, Throwable failure, HookRequest request) {
        var place = request.host() + ":" + request.port();
        return switch (trouble) {
            case TIMEOUT -> place + " did not answer in time";
            case TLS_FAILED -> "TLS with " + place + " failed: " + root(failure);
            case CONNECT_FAILED -> "Can't connect to " + place + ": nothing listens there, or there is no way to it";
            default -> place + " ended the connection before it answered, or its answer is not HTTP";
        };
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
