package dev.pindai.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterResources;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Knows the hashed names that the bundler gave our scripts, styles and icons, so that browsers may keep them for ever. */
@Singleton
@RegisterResources(globs = "web/manifest.json")
@Named("assets")
public class Assets {

    private static final Logger LOG = Logger.getLogger(Assets.class);
    private static final String MANIFEST = "web/manifest.json";

    private final Map<String, String> names;

    Assets(ObjectMapper json) {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST)) {
            if (in == null) {
                LOG.warn("The pages have no scripts and styles: build once without -Dskip.web");
                names = Map.of();
            } else {
                names = json.readerForMapOf(String.class).readValue(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + MANIFEST, e);
        }
    }

    /** @return path of an entry of the bundle such as {@code app.js}; an unknown one leads to a 404, not to an error here */
    public String url(String entry) {
        return "/assets/" + names.getOrDefault(entry, entry);
    }
}
