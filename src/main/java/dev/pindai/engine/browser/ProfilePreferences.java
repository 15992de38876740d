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
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A profile's file of preferences: what there is no switch for, or none for one session of several in a browser. To be written
 * while no browser has the profile open, since one would write its own over it.
 */
final class ProfilePreferences {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfilePreferences() {
    }

    /**
     * Puts into it what we ask of every profile, and leaves the rest as it is.
     *
     * @param profile the directory with the file, made if need be
     * @param relayPort of the relay on 127.0.0.1; empty for the direct way
     */
    static void prepare(Path profile, OptionalInt relayPort) throws OpenFailure {
        Path file = profile.resolve("Preferences");
        try {
            ObjectNode preferences = read(file);
            ObjectNode wanted = preferences.deepCopy();
            ProfileRoute.put(wanted, relayPort);
            ProfileRights.put(wanted);
            if (!wanted.equals(preferences)) {
                Private.directories(profile);
                Path next = profile.resolve("Preferences.pindai");
                Files.deleteIfExists(next);
                Files.write(Private.file(next), JSON.writeValueAsBytes(wanted));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "The profile's preferences can't be written: " + e);
        }
    }

    /** @param value null to leave it to Chromium */
    static void put(ObjectNode preferences, String group, String name, JsonNode value) {
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
