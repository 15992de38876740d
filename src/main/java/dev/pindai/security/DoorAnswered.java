package dev.pindai.security;

import java.util.Optional;

/**
 * Somebody at an open door has shown who they are, and was let in or turned away. Observed by whoever keeps books of that.
 *
 * @param caller who they are; empty for somebody whom nobody knows
 * @param address from where they came, as an IP address
 * @param session the one session they want to hear of, or null
 * @param code why they were turned away, or null
 */
public record DoorAnswered(Optional<Caller> caller, String address, String session, String code) {
}
