package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;

import dev.pindai.engine.PageFailure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Which way a profile's pages go, kept in its preferences: browsers that several sessions share know no switch for one of
 * them. To be set while no browser has the profile open, since one would write its own over it.
 */
final class ProfileRoute {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfileRoute() {
    }

    /**
     * @param profile the directory with the preferences, made if need be
     * @param relayPort of the relay on 127.0.0.1; empty for the direct way
     */
    static void set(Path profile, OptionalInt relayPort) throws OpenFailure {
        Path file = profile.resolve("Preferences");
        try {
            ObjectNode preferences = read(file);
            ObjectNode wanted = preferences.deepCopy();
            wanted.remove("proxy");
            // Calls would tell the machine's own address, and send past the proxy.
            put(wanted, "webrtc", "ip_handling_policy", relayPort.isPresent() ? new TextNode("disable_non_proxied_udp") : null);
            // Names are for the proxy to resolve: none is looked up ahead.
            put(wanted, "net", "network_prediction_options", relayPort.isPresent() ? new IntNode(2) : null);
            relayPort.ifPresent(port -> wanted.putObject("proxy").put("mode", "fixed_servers")
                    .put("server", "http://127.0.0.1:" + port)
                    // Loopback addresses would go direct otherwise, and with them the sandbox.
                    .put("bypass_list", "<-loopback>"));
            if (!wanted.equals(preferences)) {
                Files.createDirectories(profile);
                Path next = profile.resolve("Preferences.pindai");
                Files.write(next, JSON.writeValueAsBytes(wanted));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "The profile's preferences can't be written: " + e);
        }
    }

    /** @param value null to leave it to Chromium */
    private static void put(ObjectNode preferences, String group, String name, JsonNode value) {
        if (value != null) {
            preferences.withObject("/" + group).set(name, value);
        } else if (preferences.get(group) instanceof ObjectNode present) {
            present.remove(name);
        }
    }

    private static ObjectNode read(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode preferences ? preferences
                    : JSON.createObjectNode();
        } catch (NoSuchFileException e) {
            return JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            // Chromium starts with fresh ones then, and so do we; the login is elsewhere.
            return JSON.createObjectNode();
        }
    }
}
