package dev.pindai.packaging.trace;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down what {@link TracingAgent} sees: "how TAB what TAB by whom", each once. Leans on the JDK's base only. */
public final class Trace {

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);
    private static final StackWalker STACK = StackWalker.getInstance();

    private static final String QUTE = "io.quarkus.qute.ReflectionValueResolver";

    private static FileOutputStream out;

    private Trace() {
    }

    /** Public, since the agent itself has another loader. */
    public static void begin(String file) throws IOException {
        out = new FileOutputStream(file);
        // Whatever these need to be ready, they need it before anything is watched.
        saw("begin", "begin");
    }

    /** Called from within the JDK. */
    public static void saw(String how, Object what) {
        if (what == null || BUSY.get()) {
            return;
        }
        BUSY.set(true);
        try {
            String name = what instanceof Class<?> type ? type.getName() : what.toString();
            boolean interesting = interesting(how, name);
            // Templates look into anything.
            if (interesting || how.equals("privateGetDeclaredMethods") && caller().equals(QUTE)) {
                write(how + "\t" + name + "\t" + caller());
            }
        } finally {
            BUSY.set(false);
        }
    }

    private static boolean interesting(String how, String name) {
        return how.startsWith("getResource") ? !name.endsWith(".class")
                : name.startsWith("dev.pindai.") || name.startsWith("com.microsoft.playwright.")
                        || name.startsWith("com.google.") || name.startsWith("com.github.f4b6a3.");
    }

    private static String caller() {
        Optional<String> caller = STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")
                        && !name.startsWith("dev.pindai.packaging.trace.") && !name.endsWith("RunnerClassLoader"))
                .findFirst());
        return caller.orElse("java");
    }

    private static void write(String line) {
        if (SEEN.add(line)) {
            synchronized (Trace.class) {
                try {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
