package dev.pindai.testsupport;

import org.eclipse.microprofile.config.ConfigProvider;

/** The admin key of the application under test, for tests that call it. */
public final class TestKey {

    public static final String HEADER = "X-Api-Key";

    private TestKey() {
    }

    public static String value() {
        return ConfigProvider.getConfig().getValue("pindai.security.admin-key", String.class);
    }
}
