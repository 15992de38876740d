package dev.pindai.event.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pindai.event.EventFeed;
import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.News;
import dev.pindai.event.Snapshot;

/**
 * Where a client of many sessions stands. It has what one moment sees, and of some sessions a little more: what it heard since.
 * From time to time a later moment is verified, which covers that. What it missed is read moment by moment, each in the order
 * of sessions and numbers.
 */
final class CursorPosition implements Position {

    /** Sessions it may be ahead in: keeps a cursor short enough for the first line of a request. */
    static final int MOST_AHEAD = 64;

    private record Mark(long seq, long tx) {
    }

    private final EventFeed feed;
    private final Gaps gaps;
    private final EventFilter filter;
    private Snapshot since;
    private final Map<UUID, Mark> ahead = new HashMap<>();
    /** How far the client had come when it left; null once that part is read. */
    private Cursor.Reading resumed;
    private Snapshot upTo;
    private Window window;

    CursorPosition(EventFeed feed, Gaps gaps, EventFilter filter, Cursor cursor) {
        this.feed = feed;
        this.gaps = gaps;
        this.filter = filter;
        this.since = cursor.since();
        this.resumed = cursor.reading();
        // Seen by no moment before the one that is verified next: it replaces them all.
        cursor.ahead().forEach((session, seq) -> ahead.put(session, new Mark(seq, Long.MAX_VALUE)));
    }

    @Override
    public void open() {
        var named = filter.sessions();
        if (!named.isEmpty() && feed.streams(filter.realm(), named, true).size() < named.size()) {
            throw new Refused(CloseCode.UNKNOWN_SESSION, "There is no such session");
        }
        var now = feed.moment();
        if (since.isAfter(now) || resumed != null && resumed.upTo().isAfter(now)) {
            throw new Refused(CloseCode.BAD_REQUEST, "cursor is of another log, or newer than this one: begin without it");
        }
    }

    @Override
    public List<EventFrame> next() {
        while (true) {
            var frames = new ArrayList<EventFrame>();
            if (window == null) {
                begin(frames);
            }
            for (var item : window.next()) {
                frames.add(frame(item));
            }
            if (!frames.isEmpty()) {
                return frames;
            }
            if (finish()) {
                return List.of();
            }
        }
    }

    private void begin(List<EventFrame> frames) {
        var news = resumed == null ? feed.since(since, filter.realm(), filter.sessions(), filter.events())
                : feed.between(since, resumed.upTo(), resumed.session(), resumed.seq(), filter.realm(), filter.sessions(),
                        filter.events());
        upTo = news.upTo();
        window = new Window(feed, news.spans().stream().map(this::unread).filter(span -> span.first() <= span.last()).toList(),
                filter.events());
        if (news.vanished()) {
            frames.add(gaps.ofVanishedSessions());
        }
    }

    private News.Span unread(News.Span span) {
        var mark = ahead.get(span.sessionId());
        return mark == null ? span
                : new News.Span(span.sessionId(), Math.max(span.first(), mark.seq() + 1), span.last());
    }

    /** The client has all that the moment sees to which it was read; true if that was the present. */
    private boolean finish() {
        var present = resumed == null;
        since = upTo;
        ahead.clear();
        resumed = null;
        window = null;
        return present;
    }

    private EventFrame frame(Window.Item item) {
        return switch (item) {
            case Window.Found(var logged) ->
                logged.frame().withCursor(reading(logged.frame().sessionId(), logged.frame().seq()));
            case Window.Gone(var id, var from, var to) -> gaps.frame(id, knows(id) ? from : Gaps.UNKNOWN, to)
                    .withCursor(reading(id, to));
        };
    }

    /** A moment does not say which number was the last of a session that it sees. */
    private boolean knows(UUID session) {
        return since.equals(Snapshot.BEGINNING) || ahead.containsKey(session);
    }

    private String reading(UUID session, long seq) {
        return new Cursor(since, marks(), new Cursor.Reading(upTo, session, seq)).text();
    }

    private Map<UUID, Long> marks() {
        return ahead.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().seq()));
    }

    @Override
    public Optional<EventFrame> take(LoggedFrame logged) {
        var frame = logged.frame();
        var mark = ahead.get(frame.sessionId());
        if (since.sees(logged.tx()) || mark != null && frame.seq() <= mark.seq()) {
            return Optional.empty();
        }
        ahead.put(frame.sessionId(), new Mark(frame.seq(), logged.tx()));
        return Optional.of(frame.withCursor(new Cursor(since, marks(), null).text()));
    }

    @Override
    public void verified(Snapshot moment) {
        if (moment.isAfter(since)) {
            since = moment;
            ahead.values().removeIf(mark -> moment.sees(mark.tx()));
        }
    }

    @Override
    public boolean isFull() {
        return ahead.size() >= MOST_AHEAD;
    }
}
