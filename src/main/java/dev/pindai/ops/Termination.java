package dev.pindai.ops;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

import sun.misc.Signal;

/**
 * Ends the service when it is asked to by SIGTERM or SIGINT, with exit code 0: being asked to end is no failure, as which the
 * JVM's own 143 is taken by whoever supervises it. Whoever asks twice, or waits for longer than the deadline, gets an end
 * without good order; what is left of it is cleared at the next start.
 */
@Singleton
class Termination {

    private static final Logger LOG = Logger.getLogger(Termination.class);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int SIGNALLED = 128;

    private final AtomicBoolean asked = new AtomicBoolean();

    void listen(@Observes StartupEvent event) {
        // Dev mode and tests share their JVM with others, who end it.
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            handle("TERM");
            handle("INT");
        }
    }

    /** Without the handler the service still ends in good order, by the JVM's own or by nobody's hand. */
    private void handle(String name) {
        try {
            Signal.handle(new Signal(name), this::end);
        } catch (IllegalArgumentException e) {
            // With -Xrs, or on a system that has no such signal.
            LOG.warnf("SIG%s can't be handled (%s): its exit code is the JVM's own. Is -Xrs set?", name, e.getMessage());
        }
    }

    private void end(Signal signal) {
        int code = SIGNALLED + signal.getNumber();
        if (!asked.compareAndSet(false, true)) {
            endAtOnce(code);
        }
        LOG.infof("SIG%s: closing the sessions' pages; they come back at the next start", signal.getName());
        Thread.ofPlatform().daemon().name("pindai-deadline").start(() -> {
            LockSupport.parkNanos(DEADLINE.toNanos());
            endAtOnce(code);
        });
        // Quarkus stops the application in a shutdown hook.
        System.exit(0);
    }

    private static void endAtOnce(int code) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(code);
    }
}
