package dev.pindai.engine.browser;

import java.util.OptionalInt;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Which way a profile's pages go, as its preferences say it: browsers that several sessions share know no switch for one of
 * them.
 */
final class ProfileRoute {

    private ProfileRoute() {
    }

    /** @param relayPort of the relay on 127.0.0.1; empty for the direct way */
    static void put(ObjectNode preferences, OptionalInt relayPort) {
        preferences.remove("proxy");
        // Calls would tell the machine's own address, and send past the proxy.
        ProfilePreferences.put(preferences, "webrtc", "ip_handling_policy",
                relayPort.isPresent() ? new TextNode("disable_non_proxied_udp") : null);
        // Names are for the proxy to resolve: none is looked up ahead.
        ProfilePreferences.put(preferences, "net", "network_prediction_options",
                relayPort.isPresent() ? new IntNode(2) : null);
        relayPort.ifPresent(port -> preferences.putObject("proxy").put("mode", "fixed_servers")
                .put("server", "http://127.0.0.1:" + port)
                // Loopback addresses would go direct otherwise, and with them the sandbox.
                .put("bypass_list", "<-loopback>"));
    }
}
