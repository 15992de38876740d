package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;
import dev.pindai.engine.relay.ProxyConfig;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** An engine of its own in a directory of its own, and all it said; closing it shows that nothing is left of it. */
final class EngineFixture implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> PROXIES = Map.of("pindai.proxy.allowed-networks", "127.0.0.1");

    final Path directory;
    final List<PageSignal> signals = new CopyOnWriteArrayList<>();
    final AtomicReference<URI> address = new AtomicReference<>();
    final BrowserEngine engine;

    private final Set<Thread> threadsBefore = ourThreads().collect(Collectors.toSet());
    private final Set<ProcessHandle> driversBefore = ourDrivers().collect(Collectors.toSet());

    EngineFixture(URI address, Map<String, String> settings) {
        this(newDirectory(), address, settings);
    }

    EngineFixture(Path directory, URI address, Map<String, String> settings) {
        this.directory = directory;
        this.address.set(address);
        this.engine = new BrowserEngine(config(settings), config(settings, ProxyConfig.class), directory.resolve("profiles"),
                directory.resolve("processes"),
                this.address::get);
        engine.listener(signals::add);
    }

    static BrowserConfig config(Map<String, String> settings) {
        return config(settings, BrowserConfig.class);
    }

    private static <C> C config(Map<String, String> settings, Class<C> mapping) {
        return new SmallRyeConfigBuilder().withMapping(BrowserConfig.class).withMapping(ProxyConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(PROXIES, "the test's proxies", 400))
                .withSources(new PropertiesConfigSource(settings, "test", 500)).build().getConfigMapping(mapping);
    }

    static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "engine-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static PageRef newPage() {
        return new PageRef(UUID.randomUUID(), 1);
    }

    /** Waits for the first signal of this kind from this page. */
    <S extends PageSignal> S await(PageRef page, Class<S> kind) {
        return Awaitility.await(kind.getSimpleName()).atMost(SOON).pollInterval(Duration.ofMillis(20))
                .until(() -> of(page, kind).stream().findFirst().orElse(null), java.util.Objects::nonNull);
    }

    <S extends PageSignal> List<S> of(PageRef page, Class<S> kind) {
        return signals.stream().filter(signal -> signal.sessionId().equals(page.sessionId()) && signal.epoch() == page.epoch())
                .filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Processes of any kind that name this engine's directory. */
    List<ProcessHandle> browserProcesses() {
        return ProcessHandle.allProcesses().filter(process -> ProcessTree.mentions(process, directory.toString())).toList();
    }

    /** The main process of the page's browser. */
    ProcessHandle browser(PageRef page) {
        return ProcessTree.browserOn(userDataDirectory(page), ProcessHandle.current()).findFirst().orElseThrow();
    }

    /** Of the page's browser while it runs. */
    Path userDataDirectory(PageRef page) {
        String session = page.sessionId().toString();
        Stream<Path> shared = sharedBrowsers().filter(browser -> Files.isSymbolicLink(browser.resolve(session)));
        return Stream.concat(shared, Stream.of(directory.resolve("profiles").resolve(session)))
                .filter(place -> ProcessTree.browserOn(place, ProcessHandle.current()).findFirst().isPresent())
                .findFirst().orElseThrow();
    }

    /** The user data directories of the browsers that pages share. */
    Stream<Path> sharedBrowsers() {
        try (Stream<Path> directories = Files.list(directory.resolve("browsers"))) {
            return directories.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** This engine's threads; an application under test in the same JVM has an engine too. */
    List<Thread> threads() {
        return ourThreads().filter(thread -> !threadsBefore.contains(thread)).toList();
    }

    /** This engine's driver processes. */
    List<ProcessHandle> drivers() {
        return ourDrivers().filter(driver -> !driversBefore.contains(driver)).toList();
    }

    /**
     * Lets the engine's driver stand still, at a moment in which it owes no lane an answer: one that gets none to what a page
     * said is taken for stuck, whatever is asked of the page.
     *
     * @return the driver's pid
     */
    long freeze() {
        long driver = drivers().getFirst().pid();
        Awaitility.await("a driver that owes nothing").atMost(SOON).until(() -> {
            signal("-STOP", driver);
            try {
                Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofMillis(1500)).until(() -> !answering());
                return true;
            } catch (ConditionTimeoutException e) {
                signal("-CONT", driver);
                return false;
            }
        });
        return driver;
    }

    private boolean answering() {
        return within("com.microsoft.playwright.impl.BindingCall");
    }

    /** Whether a lane rests between two looks for word from its browsers. */
    boolean resting() {
        return within(Lookout.class.getName(), Semaphore.class.getName());
    }

    /** Whether one of the lanes is within methods of these classes. */
    private boolean within(String... names) {
        return threads().stream().filter(thread -> thread.getName().startsWith("pindai-lane"))
                .map(thread -> Stream.of(thread.getStackTrace()).map(StackTraceElement::getClassName).toList())
                .anyMatch(classes -> classes.containsAll(List.of(names)));
    }

    static void signal(String signal, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process)).start().waitFor();
    }

    private static Stream<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("pindai-"));
    }

    private static Stream<ProcessHandle> ourDrivers() {
        return ProcessHandle.current().children().filter(child -> ProcessTree.mentions(child, "run-driver"));
    }

    @Override
    public void close() {
        engine.stop();
        ProfileTrees.delete(directory);
    }
}
