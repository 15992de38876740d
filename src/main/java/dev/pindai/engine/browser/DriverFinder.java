package dev.pindai.engine.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds Playwright's driver directory and the Node that runs it, from whatever directory the service was started. */
class DriverFinder {

    /**
     * A driver that can be started. {@code node} is an absolute path; {@code temporary} is for its temporary files, if given.
     */
    record Driver(Path directory, Path node, Optional<Path> temporary, ChildEnvironment inherited) {

        /** What the driver's process gets on top of our own environment, all of which Playwright gives it. */
        Map<String, String> environment() {
            var environment = inherited.overAll();
            environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
            // No browser is ever fetched: the installed one is used.
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            temporary.ifPresent(path -> environment.put("TMPDIR", path.toString()));
            // It passes messages on, which are garbage at once: a small nursery will do, and saves 13 MB.
            environment.put("NODE_OPTIONS", "--max-semi-space-size=1");
            return environment;
        }
    }

    private static final String NAME = "playwright-driver";

    private final Optional<Path> configured;
    private final Supplier<Optional<Path>> temporary;
    private final ChildEnvironment environment;

    DriverFinder(Optional<Path> configured) {
        this(configured, Optional::empty, ChildEnvironment.usual());
    }

    /** @param temporary for the temporary files of drivers; the system's place if empty */
    DriverFinder(Optional<Path> configured, Supplier<Optional<Path>> temporary, ChildEnvironment environment) {
        this.configured = configured;
        this.temporary = temporary;
        this.environment = environment;
    }

    Optional<Driver> find() {
        return directory()
                .flatMap(directory -> node(directory).map(node -> new Driver(directory, node, temporary.get(), environment)));
    }

    /** What is missing, and what to do about it; null if nothing is. */
    String problem() {
        Optional<Path> directory = directory();
        if (directory.isEmpty()) {
            return configured.map(path -> "pindai.browser.driver-dir is " + path + ", which has no package/cli.js")
                    .orElse("The directory " + NAME + " is neither beside the application nor in target/: build with mvnw,"
                            + " copy it beside the application, or set pindai.browser.driver-dir");
        }
        return node(directory.get()).isPresent() ? null
                : "Node was not found: install it (Debian: apt-get install nodejs) so that it is on PATH";
    }

    private Optional<Path> directory() {
        return configured.map(Stream::of).orElseGet(DriverFinder::usualPlaces)
                .map(path -> path.toAbsolutePath().normalize())
                .filter(path -> Files.isRegularFile(path.resolve("package").resolve("cli.js")))
                .findFirst();
    }

    private static Stream<Path> usualPlaces() {
        // The jar that was started names its place in the class path; a native executable in its command.
        Stream<Path> jar = Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar")).limit(1).map(Path::of);
        Stream<Path> executable = ProcessHandle.current().info().command().stream().map(Path::of);
        Stream<Path> beside = Stream.concat(jar, executable)
                .map(path -> path.toAbsolutePath().resolveSibling(NAME));
        return Stream.concat(beside, Stream.of(Path.of("target", NAME), Path.of(NAME)));
    }

    private static Optional<Path> node(Path directory) {
        Path own = directory.resolve("node");
        return Files.isExecutable(own) ? Optional.of(own) : SearchPath.find("node");
    }
}
