package dev.pindai.event.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.pindai.event.EventFeed;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.News;

/** Parts of the log that are read page by page, so that no backlog is ever in memory as a whole. */
final class Window {

    private static final int PAGE = 200;

    private final EventFeed feed;
    private final Set<String> events;
    private final Deque<News.Span> left;

    /** @param events which, by name, or an empty set for all */
    Window(EventFeed feed, Collection<News.Span> spans, Set<String> events) {
        this.feed = feed;
        this.events = events;
        this.left = new ArrayDeque<>(spans);
    }

    /** What is found on the way. */
    sealed interface Item {

        UUID sessionId();
    }

    /** An event. */
    record Found(LoggedFrame logged) implements Item {

        @Override
        public UUID sessionId() {
            return logged.frame().sessionId();
        }
    }

    /** Events that retention has removed: these numbers, the first and the last included. */
    record Gone(UUID sessionId, long from, long to) implements Item {
    }

    /** The next page, in the log's order; empty at the end. Blocks. */
    List<Item> next() {
        var items = new ArrayList<Item>();
        while (items.isEmpty() && !left.isEmpty()) {
            var page = page();
            var slices = feed.read(page, events);
            for (int i = 0; i < slices.size(); i++) {
                var slice = slices.get(i);
                if (slice.removed() >= page.get(i).first()) {
                    items.add(new Gone(slice.sessionId(), page.get(i).first(), slice.removed()));
                    skip(slice);
                }
                slice.frames().forEach(logged -> items.add(new Found(logged)));
            }
        }
        return items;
    }

    /** As many spans as hold one page's events; the last one may be cut. */
    private List<News.Span> page() {
        var page = new ArrayList<News.Span>();
        for (long room = PAGE; room > 0 && !left.isEmpty();) {
            var span = left.poll();
            var end = Math.min(span.last(), span.first() + room - 1);
            page.add(new News.Span(span.sessionId(), span.first(), end));
            room -= end - span.first() + 1;
            if (end < span.last()) {
                left.push(new News.Span(span.sessionId(), end + 1, span.last()));
            }
        }
        return page;
    }

    /** Nothing is left to be read of what was removed. */
    private void skip(News.Slice slice) {
        var next = left.peek();
        if (next != null && next.sessionId().equals(slice.sessionId()) && next.first() <= slice.removed()) {
            left.poll();
            if (next.last() > slice.removed()) {
                left.push(new News.Span(next.sessionId(), slice.removed() + 1, next.last()));
            }
        }
    }
}
