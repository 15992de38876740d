package dev.pindai.engine.browser;

import java.util.List;
import java.util.stream.Stream;

/**
 * The switches that leave a browser no way but its relay. Whatever the settings say about proxies or names besides is left
 * out: Chromium would rather heed {@code --no-proxy-server} than these.
 */
final class ProxyFlags {

    private static final List<String> OTHERS = List.of("--no-proxy-server", "--proxy-", "--host-resolver-rules",
            "--host-rules", "--webrtc-ip-handling-policy", "--force-webrtc-ip-handling-policy");

    private ProxyFlags() {
    }

    /** Chromium takes a switch with one dash as well. */
    private static boolean harmless(String flag) {
        return OTHERS.stream().noneMatch(flag.strip().replaceFirst("^-(?=[^-])", "--")::startsWith);
    }

    /** @param port of the relay on 127.0.0.1 */
    static List<String> behind(int port, List<String> flags) {
        return Stream.concat(flags.stream().filter(ProxyFlags::harmless), Stream.of(
                "--proxy-server=http://127.0.0.1:" + port,
                // Loopback addresses would go direct otherwise, and with them the sandbox.
                "--proxy-bypass-list=<-loopback>",
                // Names are for the proxy to resolve.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--disable-quic",
                // Calls would tell the machine's own address, and send past the proxy. Chromium 156 heeds this spelling only.
                "--webrtc-ip-handling-policy=disable_non_proxied_udp")).toList();
    }
}
