package dev.pindai.engine;

/**
 * How a session's page is opened, besides its address.
 *
 * @param proxy the way to WhatsApp, or null for the direct one
 * @param obstacle why the way can't be gone, so that the page fails at once with PROXY_FAILED; else null
 */
public record PageSettings(PageProxy proxy, String obstacle) {

    /** No proxy. */
    public static final PageSettings DIRECT = new PageSettings(null, null);

    public PageSettings(PageProxy proxy) {
        this(proxy, null);
    }

    /** The page must not be opened, for this reason. */
    public static PageSettings impossible(String obstacle) {
        return new PageSettings(null, obstacle);
    }
}
