package dev.pindai.sandbox;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Singleton;

import dev.pindai.shared.DataDir;
import dev.pindai.shared.ProblemException;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The door to the simulated server: everything goes in by the sandbox's thread. */
@Singleton
class Sandbox {

    private final SandboxThread thread;
    private final SandboxConfig config;
    private final DataDir dataDir;
    private final Clock clock;
    private final ObjectMapper json;
    private SimulatedServer server;

    Sandbox(SandboxThread thread, SandboxConfig config, DataDir dataDir, Clock clock, ObjectMapper json) {
        this.thread = thread;
        this.config = config;
        this.dataDir = dataDir;
        this.clock = clock;
        this.json = json;
    }

    /** Waits for the answer. */
    <T> T ask(Function<SimulatedServer, T> question) {
        return thread.call(() -> question.apply(server()));
    }

    /** Returns at once. */
    void tell(Consumer<SimulatedServer> task) {
        thread.run(() -> task.accept(server()));
    }

    /** Made when first needed: a sandbox that is off leaves no trace in the data directory. */
    private SimulatedServer server() {
        if (!config.enabled()) {
            throw new ProblemException(404, "NOT_FOUND", "The sandbox is off.");
        }
        if (server == null) {
            var store = new DeviceStore(dataDir.directory("sandbox"), json);
            server = new SimulatedServer(thread, clock, new Phones(store, clock), new Passkeys(store),
                    SandboxSettings.of(config));
        }
        return server;
    }
}
