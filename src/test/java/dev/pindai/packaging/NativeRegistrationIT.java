package dev.pindai.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pindai.flow.Tour;
import dev.pindai.packaging.trace.TracingAgent;
import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is reflected on, or read from the application's files, while it does everything it can: all of it has to be known to a
 * native build, or the executable fails where the JVM does not.
 */
@Timeout(180)
class NativeRegistrationIT {

    /** Which flag of the native build allows what was seen. */
    private static final Map<String, String> FLAGS = Map.of("privateGetDeclaredFields", "allDeclaredFields",
            "privateGetDeclaredConstructors", "allDeclaredConstructors", "privateGetDeclaredMethods", "allDeclaredMethods",
            "allocateInstance", "unsafeAllocated");
    /**
     * Those for whom Quarkus has prepared the executable in other ways: its own start-up, which the build has done by then;
     * names
     * in generated code, which the compiler sees; and the rules of plain settings, which have none where they are not known.
     * Netty asks whether a handler has a method, and so does Caffeine of what it is given; both take a no for an answer.
     */
    private static final Pattern PREPARED = Pattern.compile("io\\.quarkus\\.(arc|hibernate|resteasy|runner)\\..*"
            + "|org\\.hibernate\\..*|org\\.jboss\\.resteasy\\..*|io\\.smallrye\\.config\\..*|com\\.fasterxml\\.classmate\\..*"
            + "|io\\.netty\\.channel\\.ChannelHandlerMask.*|com\\.github\\.benmanes\\.caffeine\\.cache\\.Caffeine|dev\\.pindai\\..*(_Bean|_Observer_.*|_SubclassBean)");

    @TempDir
    Path home;

    private record Seen(String how, String what, String caller) {

        static Seen of(String line) {
            var parts = line.split("\t");
            return new Seen(parts[0], parts[1], parts[2]);
        }

        boolean resource() {
            return how.startsWith("getResource");
        }

        /** From the root of the class path, wherever it was asked for. */
        String path() {
            return what.replaceFirst("^/", "");
        }
    }

    @Test
    void whatTheApplicationReflectsOnAndReadsIsKnownToTheNativeBuild() throws Exception {
        var seen = trace();
        var known = NativeConfig.read();

        assertThat(reflected(seen)).as("what was reflected on").hasSizeGreaterThan(50)
                .anyMatch(one -> one.what().startsWith("dev.pindai.event.SessionEvent"))
                .anyMatch(one -> one.what().startsWith("com.microsoft.playwright.options."));
        assertThat(reflected(seen)).filteredOn(one -> !registered(known, one)).as("not registered").isEmpty();

        assertThat(read(seen)).as("what was read").extracting(Seen::path)
                .contains("engine/wa-js/wppconnect-wa.js", "sandbox/web/index.html", "web/manifest.json");
        assertThat(read(seen)).filteredOn(one -> !known.carries(one.path())).as("not in the executable").isEmpty();
    }

    private Collection<Seen> trace() throws Exception {
        var file = home.resolve("trace");
        var agent = TracingAgent.jar(Path.of("target/native/tracing-agent.jar").toAbsolutePath());
        try (var pindai = new PindaiProcess(home, TestDatabase.freshDatabase(), Tour.SETTINGS)) {
            pindai.start("-javaagent:" + agent + "=" + file);
            new Tour(pindai.address()).go();
            pindai.stop();
        }
        // Kept, to be looked at.
        Files.copy(file, Path.of("target/native/trace"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return Files.readAllLines(file).stream().map(Seen::of).toList();
    }

    private static Collection<Seen> reflected(Collection<Seen> seen) {
        return seen.stream().filter(one -> !one.resource() && !PREPARED.matcher(one.caller()).matches())
                // Qute's own way from an inner name to the outer one; and the JDK's, for our switches and lambdas.
                .filter(one -> !one.what().startsWith("io.quarkus.qute."))
                .filter(one -> !(one.how().equals("privateGetDeclaredMethods") && one.caller().startsWith("dev.pindai.")))
                .toList();
    }

    /** Resources of the application that are there, asked for by us or by libraries that no extension of Quarkus knows. */
    private static Collection<Seen> read(Collection<Seen> seen) {
        return seen.stream().filter(Seen::resource)
                .filter(one -> Stream.of("dev.pindai.", "com.google.", "com.microsoft.").anyMatch(one.caller()::startsWith))
                .filter(one -> !one.path().startsWith("jdk/") && !one.path().startsWith("sun/"))
                .filter(one -> isThere(one.path()))
                .toList();
    }

    private static boolean isThere(String resource) {
        try {
            return NativeRegistrationIT.class.getClassLoader().getResources(resource).hasMoreElements();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean registered(NativeConfig known, Seen one) {
        var flag = FLAGS.get(one.how());
        return flag == null ? known.knows(one.what()) : known.has(one.what(), flag);
    }
}
