package dev.pindai.engine.browser;

import java.util.List;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a profile's pages may not do, as its preferences say it: nobody is there to be asked. In the profile rather than by
 * DevTools, which reach only a browser's first profile.
 */
final class ProfileRights {

    /** Chromium's names of what a page can be permitted. Storing much is not among them: WhatsApp asks for that. */
    private static final List<String> DENIED = List.of("ar", "automatic_downloads", "bluetooth_guard", "bluetooth_scanning",
            "captured_surface_control", "clipboard", "file_system_read_guard", "file_system_write_guard", "geolocation",
            "hand_tracking", "hid_guard", "idle_detection", "local_fonts", "local_network_access", "media_stream_camera",
            "media_stream_mic", "midi", "midi_sysex", "notifications", "payment_handler", "popups",
            "protected_media_identifier", "sensors", "serial_guard", "smart_card_guard", "usb_guard", "vr",
            "window_placement");
    private static final IntNode BLOCK = new IntNode(2);
    private static final IntNode NO_DOWNLOADS = new IntNode(3);

    private ProfileRights() {
    }

    static void put(ObjectNode preferences) {
        ObjectNode settings = preferences.withObject("/profile/default_content_setting_values");
        DENIED.forEach(name -> settings.set(name, BLOCK));
        preferences.set("download_restrictions", NO_DOWNLOADS);
        for (String name : List.of("screen_capture_enabled", "audio_capture_enabled", "video_capture_enabled")) {
            ProfilePreferences.put(preferences, "hardware", name, BooleanNode.FALSE);
        }
    }
}
