package dev.pindai.engine.browser;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.pindai.engine.PageSignal;
import dev.pindai.engine.relay.Relays;

/** What every page of an engine uses; owned by the engine. */
record EngineParts(BrowserConfig config, Supplier<URI> address, Path profiles, BrowserFinder browsers, DriverFinder drivers,
        LanePool lanes, ProcessTable processes, Executor workers, Consumer<PageSignal> listener, Set<String> missingHooks,
        ChromiumSandbox sandbox, ChildEnvironment environment, MemoryKills kills, DiskSpace disk, LastReports reports,
        Relays relays, BrowserTmp browserTmp, Openings openings) {
}
