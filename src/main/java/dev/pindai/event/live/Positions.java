package dev.pindai.event.live;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFeed;
import dev.pindai.event.EventSecrets;

/** Makes the {@link Position} that fits what a client listens to and where it begins. */
@Singleton
class Positions {

    private final EventFeed feed;
    private final EventSecrets secrets;
    private final Gaps gaps;

    Positions(EventFeed feed, EventSecrets secrets, Gaps gaps) {
        this.feed = feed;
        this.secrets = secrets;
        this.gaps = gaps;
    }

    Position of(EventFilter filter, Start start) {
        return switch (start) {
            case Start.Present() -> new PresentPosition(feed, secrets, filter, state -> filter.isOneSession()
                    ? after(filter, state.lastSeqs().get(filter.session()))
                    : from(filter, Cursor.at(state.at())));
            case Start.After(var seq) -> after(filter, seq);
            case Start.From(var cursor) -> from(filter, cursor);
        };
    }

    private Position after(EventFilter filter, long seq) {
        return new SeqPosition(feed, gaps, filter, seq);
    }

    private Position from(EventFilter filter, Cursor cursor) {
        return new CursorPosition(feed, gaps, filter, cursor);
    }
}
