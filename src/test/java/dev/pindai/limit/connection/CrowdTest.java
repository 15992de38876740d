package dev.pindai.limit.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

/** How many are let in. */
class CrowdTest {

    @Test
    void anAddressHasItsShareOfAll() throws UnknownHostException {
        var crowd = new Crowd(4, 2, address -> false);
        assertThat(crowd.enter(address(1))).isTrue();
        assertThat(crowd.enter(address(1))).isTrue();
        assertThat(crowd.enter(address(1))).as("a third one of an address").isFalse();
        assertThat(crowd.enter(address(2))).isTrue();
        assertThat(crowd.enter(address(3))).isTrue();
        assertThat(crowd.enter(address(4))).as("a fifth one in all").isFalse();
        crowd.leave(address(1));
        assertThat(crowd.enter(address(4))).isTrue();
        crowd.leave(address(2));
        assertThat(crowd.enter(address(1))).isTrue();
    }

    @Test
    void aProxyStandsForMany() throws UnknownHostException {
        var proxy = address(9);
        var crowd = new Crowd(3, 1, proxy::equals);
        assertThat(crowd.enter(proxy)).isTrue();
        assertThat(crowd.enter(proxy)).isTrue();
        assertThat(crowd.enter(proxy)).isTrue();
        assertThat(crowd.enter(proxy)).as("more than may be there in all").isFalse();
    }

    @Test
    void noLimitIsNone() throws UnknownHostException {
        var crowd = new Crowd(0, 0, address -> false);
        for (int i = 0; i < 100; i++) {
            assertThat(crowd.enter(address(1))).isTrue();
        }
    }

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) last });
    }
}
