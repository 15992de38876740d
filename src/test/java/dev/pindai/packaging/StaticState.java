package dev.pindai.packaging;

import java.io.Closeable;
import java.lang.ref.Cleaner;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** Initialises classes as a native build does, and looks through what their static fields hold for what it would refuse. */
final class StaticState {

    private static final List<Class<?>> REFUSED = List.of(Random.class, SplittableRandom.class, Thread.class, Process.class,
            ProcessHandle.class, ExecutorService.class, Cleaner.class, java.util.zip.Deflater.class,
            java.util.zip.Inflater.class, java.io.FileDescriptor.class, java.nio.channels.Channel.class);

    private final List<String> packages;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> found = new ArrayList<>();
    private int initialised;

    /** @param packages whose objects are looked into; those of others are only looked at */
    StaticState(List<String> packages) {
        this.packages = packages;
    }

    /** What was found, as the way to it. */
    List<String> found() {
        return found;
    }

    int initialised() {
        return initialised;
    }

    void visit(String name) {
        try {
            Class<?> type = Class.forName(name, true, getClass().getClassLoader());
            initialised++;
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    follow(read(field, null), name + "." + field.getName());
                }
            }
        } catch (LinkageError | ClassNotFoundException e) {
            // It leans on a library that is not here: so it is in no executable either.
            return;
        }
    }

    private void follow(Object value, String way) {
        if (value == null || value instanceof Class || value instanceof String || !seen.add(value)) {
            return;
        }
        if (refused(value)) {
            found.add(way + ": " + value.getClass().getName());
            return;
        }
        switch (value) {
            case Collection<?> all -> all.forEach(one -> follow(one, way + "[]"));
            case Map<?, ?> map -> map.forEach((key, one) -> {
                follow(key, way + ".key");
                follow(one, way + "[" + key + "]");
            });
            case Optional<?> maybe -> maybe.ifPresent(one -> follow(one, way + "?"));
            default -> into(value, way);
        }
    }

    private void into(Object value, String way) {
        Class<?> type = value.getClass();
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                follow(Array.get(value, i), way + "[" + i + "]");
            }
        } else if (packages.stream().anyMatch(name -> type.getName().startsWith(name + "."))) {
            Stream.<Class<?>> iterate(type, above -> above != null && above != Object.class, Class::getSuperclass)
                    .filter(above -> above.getClassLoader() != null)
                    .flatMap(above -> Stream.of(above.getDeclaredFields()))
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive())
                    .forEach(field -> follow(read(field, value), way + "." + field.getName()));
        }
    }

    private static boolean refused(Object value) {
        return REFUSED.stream().anyMatch(type -> type.isInstance(value))
                || value instanceof ByteBuffer buffer && buffer.isDirect()
                || value instanceof Closeable && value.getClass().getName().startsWith("java.");
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }
}
