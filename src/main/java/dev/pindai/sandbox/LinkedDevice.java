package dev.pindai.sandbox;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One page linked to one simulated account. An account may have several.
 *
 * @param wid the account, {@code <digits>@c.us}
 * @param lid its other id
 * @param device number of this device in its account
 * @param token what the page proves itself with; a credential of the sandbox
 * @param pushName what the account calls itself
 */
@RegisterForReflection
record LinkedDevice(String wid, String lid, int device, String token, String pushName, String platform, Instant linkedAt) {

    /** In international form, with the plus sign. */
    String phoneNumber() {
        return "+" + wid.substring(0, wid.indexOf('@'));
    }

    @Override
    public String toString() {
        return wid + ":" + device;
    }
}
