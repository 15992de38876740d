package dev.pindai.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The simulated phones: which accounts there are and which pages they are linked to. An account is there as long as
 * something is linked to it. Used on the sandbox's thread only.
 */
class Phones {

    private final SecureRandom random = new SecureRandom();
    private final DeviceStore store;
    private final Clock clock;
    private final List<LinkedDevice> devices;

    Phones(DeviceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.devices = new ArrayList<>(store.read());
    }

    /**
     * Who holds the phone.
     *
     * @param phoneNumber of the account, or null for a new one
     * @param pushName what the account calls itself from now on, or null to keep or invent it
     */
    Owner owner(String phoneNumber, String pushName) {
        var digits = phoneNumber == null ? newNumber() : phoneNumber.replaceAll("\\D", "");
        var siblings = ofAccount(digits + "@c.us");
        var name = pushName != null ? pushName
                : siblings.isEmpty() ? "Sandbox " + digits.substring(digits.length() - 4) : siblings.getFirst().pushName();
        return new Owner(digits, name);
    }

    /** Links one more page to this account; it is on disk when this returns. */
    LinkedDevice link(Owner owner) {
        var siblings = ofAccount(owner.wid());
        var number = siblings.stream().mapToInt(LinkedDevice::device).max().orElse(0) + 1;
        var device = new LinkedDevice(owner.wid(), "9" + owner.digits() + "@lid", number, UUID.randomUUID().toString(),
                owner.pushName(), "android", clock.instant());
        devices.add(device);
        store.write(devices);
        return device;
    }

    Optional<LinkedDevice> byToken(String token) {
        return devices.stream().filter(device -> device.token().equals(token)).findFirst();
    }

    List<LinkedDevice> all() {
        return List.copyOf(devices);
    }

    List<LinkedDevice> ofAccount(String wid) {
        return devices.stream().filter(device -> device.wid().equals(wid)).toList();
    }

    void unlink(Predicate<LinkedDevice> which) {
        if (devices.removeIf(which)) {
            store.write(devices);
        }
    }

    /** A simulated account, which something may be linked to or not. */
    record Owner(String digits, String pushName) {

        String wid() {
            return digits + "@c.us";
        }
    }

    private String newNumber() {
        String digits;
        do {
            digits = "62812" + random.nextInt(10_000_000, 100_000_000);
        } while (!ofAccount(digits + "@c.us").isEmpty());
        return digits;
    }
}
