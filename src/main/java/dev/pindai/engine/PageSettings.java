package dev.pindai.engine;

/**
 * How a session's page is opened, besides its address.
 *
 * @param proxy the way to WhatsApp, or null for the direct one
 */
public record PageSettings(PageProxy proxy) {

    /** No proxy. */
    public static final PageSettings DIRECT = new PageSettings(null);
}
