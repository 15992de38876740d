package dev.pindai.event.sse;

import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;
import dev.pindai.event.live.EventFilter;
import dev.pindai.event.live.Start;
import dev.pindai.event.live.Subscriber;
import dev.pindai.event.live.SubscriberRegistry;

import io.vertx.ext.web.RoutingContext;

/** Answers a request with events that are sent as they happen, for whoever decides which of them, and what of each. */
@Singleton
public class FrameStreams {

    private final SubscriberRegistry registry;

    FrameStreams(SubscriberRegistry registry) {
        this.registry = registry;
    }

    /**
     * Begins the answer, or refuses with a problem where what is asked for can't be had. Call it on the request's event loop.
     *
     * @param writer each frame as a message, see {@link #message}; the frame's secret is in it while that is valid
     * @param last after which frame the stream ends by itself
     * @return whoever listens; to be closed with {@code GOING_AWAY} for a proper end of the stream
     */
    public Subscriber open(RoutingContext request, EventFilter filter, Start start, Function<EventFrame, String> writer,
            Predicate<EventFrame> last) {
        var channel = new StreamChannel(request);
        var subscriber = registry.subscribe(filter, start, channel, frame -> {
            if (last.test(frame)) {
                channel.endAfterNext();
            }
            return writer.apply(frame);
        });
        channel.tell(subscriber);
        return subscriber;
    }

    /** One message of a stream. */
    public static String message(String event, String data) {
        return "event: " + event + "\ndata: " + data + "\n\n";
    }
}
