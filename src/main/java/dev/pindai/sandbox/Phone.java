package dev.pindai.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A simulated account as people see it.
 *
 * @param linkedAt when the last of its pages was linked
 * @param devices how many pages are linked to it
 * @param online whether one of them is connected now
 */
record Phone(String wid, String phoneNumber, String pushName, Instant linkedAt, int devices, boolean online) {

    /** The accounts that something is linked to, the oldest first. */
    static List<Phone> allOf(SimulatedServer server) {
        return server.phones().all().stream()
                .collect(Collectors.groupingBy(LinkedDevice::wid, LinkedHashMap::new, Collectors.toList())).values().stream()
                .map(devices -> of(server, devices)).toList();
    }

    private static Phone of(SimulatedServer server, List<LinkedDevice> devices) {
        var last = devices.getLast();
        return new Phone(last.wid(), last.phoneNumber(), last.pushName(), last.linkedAt(), devices.size(),
                devices.stream().anyMatch(device -> !server.openPages(device).isEmpty()));
    }
}
