package dev.pindai.security;

import java.util.Optional;

import dev.pindai.http.ClientNetwork;

/**
 * Who knocks at an open door.
 *
 * @param caller whom the request itself makes known; empty for somebody who has yet to show a key
 * @param address from where it came, as an IP address
 */
public record Knock(Optional<Caller> caller, String address) {

    /** What counts as one client where strangers are counted: see {@link ClientNetwork}. */
    public String network() {
        return ClientNetwork.of(address);
    }
}
