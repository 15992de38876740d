package dev.pindai.session;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Tells sessions, within a second, that what they waited for did not come. The deadlines themselves are in the rows. */
@Singleton
class DeadlineJob {

    private final SessionTransitions transitions;
    private final SessionManager manager;

    DeadlineJob(SessionTransitions transitions, SessionManager manager) {
        this.transitions = transitions;
        this.manager = manager;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        transitions.due().forEach(id -> manager.submit(id, new SessionInput.DeadlinePassed()));
    }
}
