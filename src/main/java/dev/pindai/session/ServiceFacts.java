package dev.pindai.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.EngineStatus;
import dev.pindai.engine.Redaction;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.config.Config;

/** What the service is made of and how it is set, as far as anybody may know. */
@Singleton
class ServiceFacts {

    private static final Pattern SECRET = Pattern.compile("(?i).*(key|password|secret|token|credential).*");

    private final Engine engine;
    private final Config config;

    ServiceFacts(Engine engine, Config config) {
        this.engine = engine;
        this.config = config;
    }

    /** @param settings every {@code pindai.} key with its value; secret ones only by name */
    @RegisterForReflection
    record Facts(String pindai, String java, String os, EngineStatus engine, Map<String, String> settings) {
    }

    Facts now() {
        return new Facts(config.getOptionalValue("quarkus.application.version", String.class).orElse("unknown"),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                engine.status(), settings());
    }

    private Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false).filter(name -> name.startsWith("pindai."))
                .forEach(name -> config.getOptionalValue(name, String.class).ifPresent(value -> settings.put(name,
                        SECRET.matcher(name).matches() ? "[set]" : Redaction.address(value))));
        return settings;
    }
}
