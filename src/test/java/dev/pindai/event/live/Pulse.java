package dev.pindai.event.live;

import jakarta.inject.Singleton;

/** What time and the end of the service do to live clients, for tests that can wait for neither. */
@Singleton
public class Pulse {

    private final SubscriberRegistry registry;

    Pulse(SubscriberRegistry registry) {
        this.registry = registry;
    }

    public void beat() {
        registry.ping();
    }

    public void stop() {
        registry.stop(null);
    }
}
