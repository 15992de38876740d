package dev.pindai.session.capacity;

import java.util.OptionalLong;

/**
 * How full the service is.
 *
 * @param running sessions that have a place, those that are about to open their browser included
 * @param maxRunning most that may
 * @param freeBytes memory that is left, or empty where the system does not tell
 * @param promisedBytes how much of it is expected to be taken by sessions that are starting
 * @param refused starts refused since the service started
 */
public record Capacity(int running, int maxRunning, OptionalLong freeBytes, long promisedBytes, long refused) {
}
