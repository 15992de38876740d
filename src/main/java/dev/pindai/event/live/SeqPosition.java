package dev.pindai.event.live;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.pindai.event.EventFeed;
import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.News;

/** Where a client of one session stands: the number of the last event it has. */
final class SeqPosition implements Position {

    private final EventFeed feed;
    private final Gaps gaps;
    private final EventFilter filter;
    private final UUID session;
    private long seq;
    private Window window;
    private long end;

    SeqPosition(EventFeed feed, Gaps gaps, EventFilter filter, long seq) {
        this.feed = feed;
        this.gaps = gaps;
        this.filter = filter;
        this.session = filter.session();
        this.seq = seq;
    }

    @Override
    public void open() {
        var last = newest(seq > 0);
        if (seq > last) {
            throw new Refused(CloseCode.BAD_REQUEST, "after is beyond the session's newest event, which is " + last);
        }
        if (seq == last) {
            newest(false);
        }
    }

    /** A session that was deleted still tells those who don't know it yet. */
    private long newest(boolean ended) {
        var last = feed.streams(filter.realm(), filter.sessions(), ended).get(session);
        if (last == null) {
            throw new Refused(CloseCode.UNKNOWN_SESSION, "There is no such session");
        }
        return last;
    }

    @Override
    public List<EventFrame> next() {
        if (window == null) {
            end = feed.streams(filter.realm(), filter.sessions(), true).getOrDefault(session, seq);
            window = new Window(feed, end > seq ? List.of(new News.Span(session, seq + 1, end)) : List.of(), filter.events());
        }
        var page = window.next();
        if (page.isEmpty()) {
            window = null;
            seq = Math.max(seq, end);
        }
        return page.stream().map(item -> switch (item) {
            case Window.Found(var logged) -> logged.frame();
            case Window.Gone(var id, var from, var to) -> gaps.frame(id, from, to);
        }).toList();
    }

    @Override
    public Optional<EventFrame> take(LoggedFrame logged) {
        if (logged.frame().seq() <= seq) {
            return Optional.empty();
        }
        seq = logged.frame().seq();
        return Optional.of(logged.frame());
    }
}
