package dev.pindai.event;

import java.util.List;

/** The events of one transaction, after its commit and in their order. Observed by the channels that deliver them. */
public record CommittedEvents(List<EventFrame> frames) {
}
