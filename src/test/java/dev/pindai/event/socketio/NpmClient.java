package dev.pindai.event.socketio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.pindai.testsupport.NodeModules;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The Socket.IO client from npm, unmodified, in a process of its own: {@code src/test/socketio}. Closing ends the process. */
final class NpmClient implements AutoCloseable {

    private static final Path FOLDER = Path.of("src", "test", "socketio").toAbsolutePath();
    private static final Path LOG = Path.of("target", "npm-client.log");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> said = new CopyOnWriteArrayList<>();
    private final Process process;
    private final PrintWriter input;

    private NpmClient(String... arguments) {
        try {
            NodeModules.install(FOLDER);
            var command = new ArrayList<>(List.of("node", "client.js"));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = new PrintWriter(process.outputWriter(), true);
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(this::read));
    }

    /** {@code io(base, options)}. */
    static NpmClient io(URI base, Map<String, ?> options) {
        try {
            return new NpmClient(base.toString(), JSON.writeValueAsString(options));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** One that goes on where it was, as the README shows it, and wants to hear of these sessions. */
    static NpmClient resuming(URI base, String token, String sessions) {
        return new NpmClient(base.toString(), "{}", token, sessions);
    }

    /** Calls a method of the socket. */
    void call(String method) {
        input.println(method);
    }

    /** What it said so far of this kind, such as {@code connect_error}. */
    List<JsonNode> said(String what) {
        return said.stream().filter(one -> one.get("said").asText().equals(what)).toList();
    }

    /** The first that it says of this kind. */
    JsonNode await(String what) {
        return await(what, one -> true);
    }

    /** The first of this kind that passes. */
    JsonNode await(String what, Predicate<JsonNode> test) {
        try {
            return awaited(what, test);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No " + what + " in " + said, e);
        }
    }

    private JsonNode awaited(String what, Predicate<JsonNode> test) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> said(what).stream().filter(test).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** The argument of the first event of this name that is no repeat of the present state. */
    JsonNode event(String name) {
        return await("event", one -> one.get("name").asText().equals(name) && !one.at("/args/0").has("snapshot"))
                .at("/args/0");
    }

    /** The first event of this name and account that is no repeat. */
    JsonNode event(String name, String wid) {
        return await("event", one -> one.get("name").asText().equals(name) && !one.at("/args/0").has("snapshot")
                && one.at("/args/0/wid").asText().equals(wid)).at("/args/0");
    }

    /** The names of the events so far. */
    List<String> events() {
        return said("event").stream().map(event -> event.get("name").asText()).toList();
    }

    private void read(String line) {
        try {
            said.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The client said " + line, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
