package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LoopbackSocketsTest {

    @Test
    void aSocketIsFoundWithItsProcessWhileItIsOpen() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            InetSocketAddress far = new InetSocketAddress("127.0.0.1", server.getLocalPort());
            InetSocketAddress near;
            try (Socket client = new Socket(far.getAddress(), far.getPort()); Socket accepted = server.accept()) {
                near = (InetSocketAddress) accepted.getRemoteSocketAddress();
                OptionalLong socket = LoopbackSockets.socket(near, far);
                assertThat(socket).isPresent();
                assertThat(LoopbackSockets.holds(ProcessHandle.current(), socket.getAsLong())).isTrue();
                assertThat(LoopbackSockets.hidden(ProcessHandle.current())).isFalse();
                assertThat(LoopbackSockets.ofOurUser(near, far)).isTrue();
                assertThat(LoopbackSockets.holds(ProcessHandle.of(1).orElseThrow(), socket.getAsLong())).isFalse();
            }
            assertThat(LoopbackSockets.socket(near, far)).isEmpty();
            assertThat(LoopbackSockets.ofOurUser(near, far)).isFalse();
        }
    }

    /** Else a program could borrow the port of the browser's own connection at another of the machine's addresses. */
    @Test
    void theSamePortAtAnotherAddressIsAnotherSocket() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            InetSocketAddress far = new InetSocketAddress("127.0.0.1", server.getLocalPort());
            try (Socket first = new Socket(far.getAddress(), far.getPort());
                    Socket second = new Socket(far.getAddress(), far.getPort(), InetAddress.getByName("127.0.0.2"),
                            first.getLocalPort())) {
                InetSocketAddress one = (InetSocketAddress) first.getLocalSocketAddress();
                InetSocketAddress other = (InetSocketAddress) second.getLocalSocketAddress();
                assertThat(one.getPort()).isEqualTo(other.getPort());
                assertThat(LoopbackSockets.socket(one, far).getAsLong())
                        .isNotEqualTo(LoopbackSockets.socket(other, far).getAsLong());
            }
        }
    }
}
