package dev.pindai.limit;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.pindai.http.AddressRanges;
import dev.pindai.http.ClientNetwork;
import dev.pindai.security.Attempts;

/** Remembers from where wrong keys came, so that nobody finds the right one by trying. */
@Singleton
class FailedAttempts implements Attempts {

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Quota quota;
    private final AddressRanges unlimited;

    FailedAttempts(LimitConfig config) {
        this.quota = new Quota("attempts", "From your address come", config.failedAttempts(), PERIOD);
        this.unlimited = AddressRanges.of("pindai.limit.unlimited-addresses", config.unlimitedAddresses());
    }

    @Override
    public boolean allowed(String address) {
        return isFree(address) || quota.wait(ClientNetwork.of(address)).isZero();
    }

    @Override
    public void failed(String address) {
        if (!isFree(address)) {
            quota.take(ClientNetwork.of(address));
        }
    }

    /** How long no key from this network is looked at; zero if they are. */
    Duration wait(String network) {
        return quota.wait(network);
    }

    /** A wrong one came from this network. */
    void count(String network) {
        quota.take(network);
    }

    private boolean isFree(String address) {
        var parsed = AddressRanges.address(address);
        return parsed != null && unlimited.hold(parsed);
    }
}
