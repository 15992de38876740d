package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jboss.logging.Logger;

/** Whether Chromium may use its own sandbox, which it refuses to do for root. */
final class Privileges {

    private static final Logger LOG = Logger.getLogger(Privileges.class);

    private Privileges() {
    }

    static boolean browserSandbox(BrowserConfig config) {
        if (config.sandbox() && root()) {
            LOG.warn("Running as root: browsers start without Chromium's sandbox. Run Pindai as another user to have it");
            return false;
        }
        return config.sandbox();
    }

    private static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
