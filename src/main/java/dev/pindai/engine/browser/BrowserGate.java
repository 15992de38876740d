package dev.pindai.engine.browser;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.pindai.engine.relay.Gate;

import org.jboss.logging.Logger;

/**
 * Lets one session's browser into its relay, and nobody else on this machine; of a browser that several share, all of it. Where
 * the system does not tell whose a
 * connection is (anything but Linux), every local program comes in; where it hides what the browser's processes hold, every
 * program of our own user.
 */
final class BrowserGate implements Gate {

    private static final Logger LOG = Logger.getLogger(BrowserGate.class);
    private static final String NETWORKING = "network.mojom.NetworkService";
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final UUID sessionId;
    private final Supplier<Optional<ProcessHandle>> found;
    private final AtomicBoolean weaker = new AtomicBoolean();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private volatile ProcessHandle browser;
    private volatile ProcessHandle last;

    /** @param found the browser's main process, if it runs */
    BrowserGate(UUID sessionId, Supplier<Optional<ProcessHandle>> found) {
        this.sessionId = sessionId;
        this.found = found;
    }

    @Override
    public boolean opensFor(InetSocketAddress peer, InetSocketAddress relay) {
        if (!LoopbackSockets.known()) {
            return true;
        }
        OptionalLong socket = LoopbackSockets.socket(peer, relay);
        if (socket.isEmpty()) {
            return false;
        }
        if (held(socket.getAsLong()) || hidden() && LoopbackSockets.ofOurUser(peer, relay)) {
            return true;
        }
        // A browser that is being ended is not found any more a moment before its sockets are gone.
        if (LoopbackSockets.socket(peer, relay).equals(socket)) {
            warn(peer);
        }
        return false;
    }

    private boolean held(long socket) {
        // One process of a browser does all its networking.
        ProcessHandle before = last;
        if (before != null && before.isAlive() && LoopbackSockets.holds(before, socket)) {
            return true;
        }
        ProcessHandle main = main();
        if (main == null) {
            return false;
        }
        for (ProcessHandle process : ProcessTree.whole(main)) {
            if (LoopbackSockets.holds(process, socket)) {
                last = process;
                return true;
            }
        }
        return false;
    }

    /** Whether the process that does the browser's networking can't be looked into, so that its sockets are not known. */
    private boolean hidden() {
        ProcessHandle main = main();
        // Not so the others: a sandbox hides those that run the pages, which open no connections.
        boolean hidden = main != null && ProcessTree.whole(main).stream()
                .filter(process -> process.equals(main) || ProcessTree.mentions(process, NETWORKING))
                .anyMatch(LoopbackSockets::hidden);
        if (hidden && weaker.compareAndSet(false, true)) {
            try (SessionLog log = SessionLog.about(sessionId)) {
                LOG.warn("The system does not show which connections are the browser's: every program of the user that runs "
                        + "Pindai may use this session's proxy relay");
            }
        }
        return hidden;
    }

    private ProcessHandle main() {
        ProcessHandle known = browser;
        if (known == null || !known.isAlive()) {
            known = found.get().orElse(null);
            browser = known;
        }
        return known;
    }

    /** Not for each one: whoever knocks all the time should not fill the log. */
    private void warn(InetSocketAddress peer) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + QUIET)) {
            try (SessionLog log = SessionLog.about(sessionId)) {
                LOG.warnf("Another program than this session's browser came to its proxy relay from port %d and was refused",
                        peer.getPort());
            }
        }
    }
}
