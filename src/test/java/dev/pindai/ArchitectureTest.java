package dev.pindai;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The arrows between the packages. Whoever wants a new one draws it here, where a reviewer sees it. */
class ArchitectureTest {

    private static final String ROOT = "dev.pindai";
    private static final int SHARED_AT_MOST = 6;
    /** Lines. A longer one has more than one reason to exist. */
    private static final int RESOURCE_AT_MOST = 120;

    /** Each package and the packages of ours that it may use besides itself; {@code shared} may be used by all. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("shared", List.of()),
            Map.entry("crypto", List.of()),
            // What a caller may see; who the caller is, is known to security alone.
            Map.entry("tenant", List.of()),
            Map.entry("event", List.of("tenant")),
            Map.entry("event.live", List.of("event", "tenant")),
            Map.entry("event.websocket", List.of("event.live", "tenant")),
            Map.entry("event.sse", List.of("event", "event.live", "security", "tenant")),
            Map.entry("event.socketio", List.of("event", "event.live", "security", "tenant")),
            Map.entry("event.webhook", List.of("event", "event.webhook.net", "net", "tenant", "crypto")),
            Map.entry("event.webhook.net", List.of("net")),
            Map.entry("event.webhook.api", List.of("event", "event.webhook", "security")),
            Map.entry("engine", List.of()),
            Map.entry("engine.browser", List.of("engine", "engine.relay")),
            Map.entry("engine.relay", List.of("engine", "net")),
            Map.entry("session", List.of("session.capacity", "engine", "event", "tenant", "crypto")),
            Map.entry("session.capacity", List.of("engine")),
            Map.entry("session.api",
                    List.of("session", "event", "event.webhook", "link", "limit", "security", "tenant")),
            // Scan links have live events and a credential of their own.
            Map.entry("link", List.of("session", "event", "event.live", "event.sse", "security", "tenant")),
            Map.entry("message", List.of("session", "event")),
            Map.entry("message.api", List.of("message", "session", "event")),
            Map.entry("audit", List.of("security", "http")),
            Map.entry("audit.api", List.of("audit", "security")),
            Map.entry("page",
                    List.of("link", "message", "session", "event", "event.webhook", "security", "security.key",
                            "security.signin",
                            "security.oidc", "audit")),
            Map.entry("security", List.of("tenant", "http")),
            Map.entry("security.key", List.of("security", "event", "tenant")),
            Map.entry("security.api", List.of("security", "security.key", "security.signin", "event")),
            Map.entry("security.signin", List.of("security", "tenant")),
            Map.entry("security.oidc", List.of("security", "security.signin")),
            Map.entry("http", List.of()),
            Map.entry("net", List.of()),
            // Knows what strangers may show, to count it before it is looked for.
            Map.entry("limit", List.of("security", "security.signin", "http")),
            Map.entry("limit.connection", List.of("limit", "http")),
            // Reached by its URL only, as the real page is.
            Map.entry("sandbox", List.of()),
            // Watches everything; nobody leans on it.
            Map.entry("ops", List.of("engine", "session", "session.capacity", "event", "event.webhook", "crypto")));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> arrows() {
        return ARROWS.entrySet().stream().map(arrow -> DynamicTest.dynamicTest(
                arrow.getKey() + " uses only " + arrow.getValue(),
                () -> noClasses().that().resideInAPackage(ROOT + "." + arrow.getKey())
                        .should().dependOnClassesThat(resideInAPackage(ROOT + "..")
                                .and(not(resideInAnyPackage(allowed(arrow.getKey(), arrow.getValue())))))
                        .allowEmptyShould(true)
                        .check(OURS)));
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(OURS.stream().map(JavaClass::getPackageName).distinct().map(name -> name.substring(ROOT.length() + 1)))
                .isSubsetOf(ARROWS.keySet());
    }

    @Test
    void onlyTheBrowserEngineKnowsPlaywright() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".engine.browser")
                .should().dependOnClassesThat().resideInAPackage("com.microsoft.playwright..").check(OURS);
    }

    @Test
    void onlyThePagesKnowQute() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".page")
                .should().dependOnClassesThat().resideInAPackage("io.quarkus.qute..").check(OURS);
    }

    @Test
    void nothingEndsUpInADrawerForEverything() {
        noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..").check(OURS);
        assertThat(OURS.stream().filter(type -> type.getPackageName().equals(ROOT + ".shared"))
                .filter(JavaClass::isTopLevelClass)
                // What Quarkus generates has an underscore in its name.
                .filter(type -> !type.getSimpleName().contains("_")))
                .hasSizeLessThanOrEqualTo(SHARED_AT_MOST);
    }

    @Test
    void whatAnswersOverHttpStaysSmall() throws IOException {
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(sources.filter(source -> source.toString().endsWith("Resource.java"))).hasSizeGreaterThan(20)
                    .allSatisfy(source -> assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(RESOURCE_AT_MOST));
        }
    }

    @Test
    void nobodyWritesPastTheLog() {
        // Its one sentence comes before there is a log.
        noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".ops.Pindai")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(Throwable.class, "printStackTrace").check(OURS);
    }

    /** How long a comparison takes must not tell how much of a secret was right. */
    @Test
    void secretsAreComparedInConstantTime() {
        noClasses().that().resideInAPackage(ROOT + ".security..")
                .should().callMethod(Arrays.class, "equals", byte[].class, byte[].class).check(OURS);
    }

    @Test
    void dependenciesComeByTheConstructor() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(OURS);
    }

    private static String[] allowed(String self, List<String> others) {
        return Stream.concat(Stream.of(self, "shared"), others.stream()).map(name -> ROOT + "." + name)
                .toArray(String[]::new);
    }
}
