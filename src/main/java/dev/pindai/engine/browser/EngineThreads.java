package dev.pindai.engine.browser;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the engine's threads, which inherit nothing from whoever happens to start them: a lane begun for one session would
 * write that session's id into the log lines of all others.
 */
final class EngineThreads {

    private EngineThreads() {
    }

    static Thread lane(int number, Runnable life) {
        return withLoader(Thread.ofPlatform().name("pindai-lane-" + number).inheritInheritableThreadLocals(false)
                .unstarted(life));
    }

    static ThreadFactory watchdog() {
        return clock("pindai-watchdog");
    }

    static ThreadFactory usage() {
        return clock("pindai-usage");
    }

    private static ThreadFactory clock(String name) {
        ThreadFactory factory = Thread.ofPlatform().name(name).daemon().inheritInheritableThreadLocals(false)
                .factory();
        return round -> withLoader(factory.newThread(round));
    }

    static ThreadFactory relays() {
        ThreadFactory factory = Thread.ofPlatform().name("pindai-relays").daemon().inheritInheritableThreadLocals(false)
                .factory();
        return loop -> withLoader(factory.newThread(loop));
    }

    static ThreadFactory workers() {
        ThreadFactory factory = Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();
        return work -> withLoader(factory.newThread(work));
    }

    /** Without inheritance a thread would get the JVM's class loader, which knows nothing of the application. */
    private static Thread withLoader(Thread thread) {
        thread.setContextClassLoader(EngineThreads.class.getClassLoader());
        return thread;
    }
}
