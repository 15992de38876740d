package dev.pindai.event.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.pindai.event.EventFeed;
import dev.pindai.event.EventFrame;
import dev.pindai.event.EventSecrets;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.PresentState;
import dev.pindai.event.Snapshot;

/** Where a client stands that has just come: it is told how things are now, and goes on from there. */
final class PresentPosition implements Position {

    private final EventFeed feed;
    private final EventSecrets secrets;
    private final EventFilter filter;
    private final Function<PresentState, Position> next;
    private List<EventFrame> present;
    private Position then;

    /** @param next where it goes on */
    PresentPosition(EventFeed feed, EventSecrets secrets, EventFilter filter, Function<PresentState, Position> next) {
        this.feed = feed;
        this.secrets = secrets;
        this.filter = filter;
        this.next = next;
    }

    @Override
    public void open() {
        var state = feed.present(filter.realm(), filter.sessions());
        if (!state.lastSeqs().keySet().containsAll(filter.sessions())) {
            throw new Refused(CloseCode.UNKNOWN_SESSION, "There is no such session");
        }
        present = frames(state);
        if (!present.isEmpty() && !filter.isOneSession()) {
            // Only with the last one the client has them all.
            present.add(present.removeLast().withCursor(Cursor.at(state.at()).text()));
        }
        then = next.apply(state);
    }

    /** The newest status of each session, and its QR where that is still on the page. */
    private List<EventFrame> frames(PresentState state) {
        var frames = new ArrayList<EventFrame>();
        var showing = new HashSet<>();
        for (var frame : state.frames()) {
            if (frame.data().path("status").asText().equals("SCAN_QR")) {
                showing.add(frame.sessionId());
            }
            if (filter.wants(frame) && (frame.event().equals("status") || showing.contains(frame.sessionId())
                    && secrets.find(frame.sessionId(), frame.seq()).isPresent())) {
                frames.add(frame.asSnapshot());
            }
        }
        return frames;
    }

    @Override
    public List<EventFrame> next() {
        var frames = present;
        present = List.of();
        return frames.isEmpty() ? then.next() : frames;
    }

    @Override
    public Optional<EventFrame> take(LoggedFrame logged) {
        return then.take(logged);
    }

    @Override
    public void verified(Snapshot moment) {
        then.verified(moment);
    }

    @Override
    public boolean isFull() {
        return then.isFull();
    }
}
