package dev.pindai.event;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Keeps what a transaction appended until it is committed, and then hands it to whoever observes {@link CommittedEvents}. */
@Singleton
class PendingEvents {

    private record Appended(boolean hasty, List<LoggedFrame> logged) {
    }

    private final TransactionSynchronizationRegistry transaction;
    private final Event<CommittedEvents> committed;

    PendingEvents(TransactionSynchronizationRegistry transaction, Event<CommittedEvents> committed) {
        this.transaction = transaction;
        this.committed = committed;
    }

    /**
     * Adds frames to those of the current transaction.
     *
     * @param hasty whether its commit does not wait for the disk
     * @throws IllegalStateException if frames were added before that differ in this
     */
    void add(List<LoggedFrame> logged, boolean hasty) {
        var appended = (Appended) transaction.getResource(this);
        if (appended == null) {
            appended = begin(hasty);
        } else if (appended.hasty != hasty) {
            throw new IllegalStateException("A transaction waits for the disk or does not: append its events together");
        }
        appended.logged.addAll(logged);
    }

    /** One synchronization for all frames of a transaction: several would be called in no order to rely on. */
    private Appended begin(boolean hasty) {
        var appended = new Appended(hasty, new ArrayList<>());
        transaction.putResource(this, appended);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do before the commit.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.fire(new CommittedEvents(List.copyOf(appended.logged)));
                }
            }
        });
        return appended;
    }
}
