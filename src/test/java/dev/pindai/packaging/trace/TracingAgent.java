package dev.pindai.packaging.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * An agent that writes down what an application reflects on and which resources it reads. GraalVM has one, but only in its own
 * JVM; this one runs in any.
 */
public final class TracingAgent {

    private static final ClassDesc TRACE = ClassDesc.of("dev.pindai.packaging.trace.Trace");
    private static final MethodTypeDesc SAW = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String,
            ConstantDescs.CD_Object);
    private static final Set<String> OF_LOADERS = Set.of("getResource", "getResources", "getResourceAsStream");
    /** The narrow places that all ways of reflection pass, by class. */
    private static final Map<String, Set<String>> WATCHED = Map.of(
            "java/lang/Class", Set.of("privateGetDeclaredFields", "privateGetDeclaredMethods",
                    "privateGetDeclaredConstructors", "getRecordComponents", "getGenericSuperclass", "forName", "getResource",
                    "getResourceAsStream"),
            "java/lang/ClassLoader", OF_LOADERS,
            "io/quarkus/bootstrap/runner/RunnerClassLoader", OF_LOADERS,
            "sun/misc/Unsafe", Set.of("allocateInstance"));

    private TracingAgent() {
    }

    /** @param file what is written to, a line for each thing that was seen */
    public static void premain(String file, Instrumentation instrumentation) throws Exception {
        // Classes of the JDK speak to Trace: it, and nothing else of ours, has to be found by the loader that they have.
        var trace = Files.createTempFile("trace", ".jar");
        write(trace, new Manifest(), List.of("dev.pindai.packaging.trace.Trace"));
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(trace.toFile()));
        Files.delete(trace);
        Trace.begin(file);
        instrumentation.addTransformer(new Watch(), true);
        instrumentation.retransformClasses(Class.class, ClassLoader.class, Class.forName("sun.misc.Unsafe"));
    }

    /** The agent as a jar, as a JVM wants it. */
    public static Path jar(Path file) throws IOException {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", TracingAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Files.createDirectories(file.getParent());
        write(file, manifest, List.of(TracingAgent.class.getName(), Watch.class.getName(), Entry.class.getName(),
                Trace.class.getName()));
        return file;
    }

    private static void write(Path file, Manifest manifest, List<String> classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out, manifest)) {
            for (String type : classes) {
                var name = type.replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = TracingAgent.class.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
            }
        }
    }

    private static final class Watch implements ClassFileTransformer {

        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            Set<String> methods = WATCHED.get(name);
            if (methods == null) {
                return null;
            }
            try {
                var classFile = ClassFile.of();
                return classFile.transformClass(classFile.parse(bytes), (builder, element) -> {
                    if (element instanceof MethodModel method && methods.contains(method.methodName().stringValue())
                            && method.code().isPresent()) {
                        builder.transformMethod(method, MethodTransform.transformingCode(new Entry(method)));
                    } else {
                        builder.with(element);
                    }
                });
            } catch (RuntimeException | LinkageError e) {
                // The JVM would keep it to itself.
                e.printStackTrace();
                throw e;
            }
        }
    }

    /** Puts a call to {@link Trace} before everything else. */
    private static final class Entry implements CodeTransform {

        private final String how;
        private final int slot;

        Entry(MethodModel method) {
            String name = method.methodName().stringValue();
            this.how = name;
            // What is asked for: a name, if there is one, else the class itself.
            boolean named = method.methodTypeSymbol().parameterCount() > 0
                    && method.methodTypeSymbol().parameterType(0).equals(ConstantDescs.CD_String)
                    || name.equals("allocateInstance");
            this.slot = named && !method.flags().has(AccessFlag.STATIC) ? 1 : 0;
        }

        @Override
        public void atStart(CodeBuilder code) {
            code.ldc(how).aload(slot).invokestatic(TRACE, "saw", SAW);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
