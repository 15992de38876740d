package dev.pindai.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * A native build runs static initialisers once, when it builds, and the executable carries what they made. So nothing of it
 * may be random, belong to one run, or be a thread or a file.
 */
class BuildTimeStateTest {

    /** Besides ours: what we bring that no extension of Quarkus has prepared for native executables. */
    private static final String[] PACKAGES = { "dev.pindai", "com.microsoft.playwright", "com.google.gson", "com.google.zxing",
            "com.google.i18n.phonenumbers", "com.github.f4b6a3.uuid", "io.netty.handler.proxy",
            "io.netty.handler.codec.socksx", "io.github.bucket4j" };
    private static final Set<Class<?>> OF_A_RUN = Set.of(ProcessHandle.class, Clock.class, Runtime.class, Files.class,
            Random.class, ThreadLocalRandom.class, java.security.SecureRandom.class, java.net.InetAddress.class);
    private static final Set<String> CALLS_OF_A_RUN = Set.of("System.getenv", "System.getProperty", "System.nanoTime",
            "System.currentTimeMillis", "UUID.randomUUID", "Instant.now", "Thread.start", "ZoneId.systemDefault",
            "Locale.getDefault");

    @Test
    void noConstantAsksWhatOnlyARunKnows() {
        var ours = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.pindai");

        assertThat(ours.stream().flatMap(type -> type.getStaticInitializer().stream())
                .flatMap(initialiser -> Stream.<JavaAccess<?>> concat(initialiser.getMethodCallsFromSelf().stream(),
                        initialiser.getConstructorCallsFromSelf().stream()))
                .filter(call -> !call.isDeclaredInLambda()).filter(BuildTimeStateTest::belongsToARun)
                .map(JavaAccess::getDescription)).isEmpty();
    }

    private static boolean belongsToARun(JavaAccess<?> call) {
        var owner = call.getTargetOwner();
        return OF_A_RUN.stream().anyMatch(type -> type.getName().equals(owner.getName()))
                || CALLS_OF_A_RUN.contains(owner.getSimpleName() + "." + call.getTarget().getName());
    }

    @Test
    void noConstantHoldsWhatAnExecutableCanNotCarry() throws IOException {
        var later = initialisedAtRunTime();
        var walk = new StaticState(List.of(PACKAGES));
        for (var type : (Iterable<JavaClass>) new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PACKAGES)::iterator) {
            if (later.stream().noneMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "."))) {
                walk.visit(type.getName());
            }
        }

        assertThat(walk.found()).isEmpty();
        assertThat(walk.initialised()).as("classes that were looked at").isGreaterThan(500);
    }

    @Test
    void itSeesWhatItIsThereToSee() {
        var walk = new StaticState(List.of("dev.pindai.packaging"));
        walk.visit(Mistake.class.getName());
        assertThat(walk.found()).hasSize(2).allMatch(found -> found.contains("Mistake"));
    }

    /** Packages and classes whose initialisers wait for the run. */
    private static List<String> initialisedAtRunTime() throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        return Stream.of(properties.getProperty("quarkus.native.additional-build-args", "").split("(?<!\\\\),"))
                .filter(argument -> argument.startsWith("--initialize-at-run-time="))
                .flatMap(argument -> Stream.of(argument.substring(argument.indexOf('=') + 1).split("\\\\?,"))).toList();
    }

    /** What must not be, twice: as it is, and inside something. */
    static final class Mistake {
        static final Random RANDOM = new Random();
        static final List<Inside> LIST = List.of(new Inside(UUID.randomUUID(), Thread.currentThread()));
        static final Instant HARMLESS = Instant.EPOCH;

        record Inside(UUID id, Thread thread) {
        }
    }
}
