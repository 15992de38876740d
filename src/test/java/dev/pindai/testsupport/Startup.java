package dev.pindai.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;

/** What one part of the application under test does at its start, done once more. */
public final class Startup {

    private Startup() {
    }

    /** Tells the observer of the start in the class of this name, which there must be, that the application starts. */
    @SuppressWarnings("unchecked")
    public static void again(String simpleName) {
        var event = new StartupEvent();
        var observers = Arc.container().beanManager().resolveObserverMethods(event).stream()
                .filter(observer -> observer.getBeanClass().getSimpleName().equals(simpleName)).toList();
        assertThat(observers).as("what %s does at the start", simpleName).hasSize(1);
        ((ObserverMethod<StartupEvent>) observers.getFirst()).notify(new EventContext<StartupEvent>() {
            @Override
            public StartupEvent getEvent() {
                return event;
            }

            @Override
            public EventMetadata getMetadata() {
                return null;
            }
        });
    }
}
