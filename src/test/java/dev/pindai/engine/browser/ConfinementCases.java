package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageReport;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A page that tries everything, and what its browser lets it do; what its processes hold besides. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConfinementCases {

    /** What our own code gives them. */
    private static final Set<String> OURS = Set.of("PINDAI_BROWSER", "PINDAI_BROWSER_LOG", "PINDAI_BROWSER_NICENESS",
            ProcessTree.OWNER, "TMPDIR", "PLAYWRIGHT_NODEJS_PATH", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "NODE_OPTIONS",
            "PW_LANG_NAME",
            "PW_LANG_NAME_VERSION", "PW_CLI_DISPLAY_VERSION");
    /** What shells and Chromium's start script make by themselves. */
    private static final Set<String> THEIRS = Set.of("PWD", "OLDPWD", "SHLVL", "_", "CHROMIUM_FLAGS", "GDK_BACKEND",
            "GOOGLE_API_KEY", "GOOGLE_DEFAULT_CLIENT_ID", "GOOGLE_DEFAULT_CLIENT_SECRET");

    private final PageRef page = EngineFixture.newPage();
    private TestSite site;
    private EngineFixture fixture;

    /** How the session gets its browser. */
    abstract BrowserMode mode();

    @BeforeAll
    void open() throws IOException {
        site = new TestSite();
        // The port would be opened; the switch lets all windows pop up, to be closed.
        fixture = mode().engine(site.at("/wanderer"),
                Map.of("pindai.browser.extra-args", "--remote-debugging-port=0,--disable-popup-blocking"));
        fixture.engine.open(page);
        fixture.await(page, PageSignal.Loading.class);
        await().atMost(EngineFixture.SOON.multipliedBy(2)).until(() -> said("rights"));
    }

    @AfterAll
    void close() {
        fixture.close();
        site.close();
    }

    @Test
    void nothingTakesItAwayFromItsOrigin() {
        assertThat(site.said()).as("the page is still there after each try")
                .contains("link", "location", "replace", "redirect", "form", "frame");
        assertThat(site.visits()).as("what another origin was asked for").isSubsetOf("/away?window");
        assertThat(fixture.of(page, PageSignal.Failed.class)).isEmpty();
        assertThat(fixture.engine.report(page.sessionId()).orElseThrow().entries()).extracting(PageReport.Entry::text)
                .filteredOn(text -> text.contains("kept from going to http://127.0.0.1:")).hasSize(6);
    }

    @Test
    void aWindowThatPopsUpIsClosed() {
        assertThat(site.said())
                .contains("window true");
    }

    @Test
    void nothingIsDownloaded() throws IOException {
        assertThat(site.said()).contains("download", "attachment");
        assertThat(files(fixture.directory)).extracting(Path::getFileName).extracting(Path::toString)
                .noneMatch(name -> name.startsWith(site.download()));
        assertThat(Path.of(System.getProperty("user.home"), "Downloads", site.download() + ".txt")).doesNotExist();
        assertThat(Path.of(System.getProperty("user.home"), "Downloads", site.download() + ".bin")).doesNotExist();
    }

    @Test
    void nothingIsPermitted() {
        String rights = site.said().stream().filter(said -> said.startsWith("rights ")).findFirst().orElseThrow();
        assertThat(rights.substring("rights ".length()).split(" ")).hasSizeGreaterThan(12)
                .allMatch(right -> right.endsWith("=denied"));
    }

    @Test
    void noneOfItsProcessesListens() throws IOException {
        assertThat(processes()).hasSizeGreaterThan(4)
                .noneMatch(process -> ProcessTree.mentions(process, "--remote-debugging-port"));
        List<Long> listening = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                Files.readAllLines(Path.of(table)).stream().skip(1).map(line -> line.strip().split("\\s+"))
                        .filter(words -> words[3].equals("0A")).forEach(words -> listening.add(Long.parseLong(words[9])));
            }
        }
        assertThat(listening).as("the site's own, at least").isNotEmpty();
        assertThat(processes()).allSatisfy(process -> assertThat(listening)
                .noneMatch(socket -> LoopbackSockets.holds(process, socket)));
    }

    @Test
    void itsProcessesSeeNothingOfOurEnvironment() throws IOException {
        Set<String> allowed = ChildEnvironment.usual().passed().keySet();
        assertThat(System.getenv().keySet()).as("there is something to hide").anyMatch(name -> !allowed.contains(name));
        for (ProcessHandle process : processes()) {
            String environment;
            try {
                environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                if (ProcessTree.runs(process)) {
                    throw e;
                }
                continue;
            }
            // Those that Chromium forks off write other things over it.
            assertThat(environment.split("\0")).as(ProcessTree.commandLine(process))
                    .filteredOn(variable -> variable.matches("(?s)\\w+=.+"))
                    .extracting(variable -> variable.substring(0, variable.indexOf('=')))
                    .allMatch(name -> allowed.contains(name) || OURS.contains(name) || THEIRS.contains(name)
                            || name.startsWith("CHROME_"));
        }
    }

    @Test
    void whatItWritesIsForNobodyElse() throws IOException {
        Set<PosixFilePermission> others = Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
                PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE,
                PosixFilePermission.OTHERS_EXECUTE);
        List<Path> files = Stream.of("profiles", "browsers").flatMap(name -> files(fixture.directory.resolve(name)).stream())
                .filter(file -> !Files.isSymbolicLink(file)).toList();
        assertThat(files).hasSizeGreaterThan(20);
        for (Path file : files) {
            try {
                assertThat(Files.getPosixFilePermissions(file)).as(file.toString()).doesNotContainAnyElementsOf(others);
            } catch (NoSuchFileException e) {
                // The browser is at work.
            }
        }
    }

    private boolean said(String what) {
        return site.said().stream().anyMatch(said -> said.startsWith(what + " "));
    }

    /** Driver and browser, with all that is below them. */
    private List<ProcessHandle> processes() {
        return fixture.drivers().stream().flatMap(driver -> ProcessTree.whole(driver).stream()).filter(ProcessTree::runs)
                .toList();
    }

    private static List<Path> files(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path,
                        BasicFileAttributes attributes) {
                    found.add(path);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path,
                        BasicFileAttributes attributes) {
                    found.add(path);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
