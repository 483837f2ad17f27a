package dev.holter.agent.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads private fields of any object, the JDK's too, by opening their packages to a module that holds one class.
 * For one thread. What it remembers of a class is kept in that class, and so keeps no class loader alive.
 */
final class FieldReader {
    private final Instrumentation instrumentation;
    private final Predicate<Field> opener;

    private final ClassValue<List<Field>> references = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return readableReferences(type);
        }
    };

    FieldReader(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.opener = loadOpener();
    }

    /** The objects that this one refers to by fields that the class declares, nulls left out. */
    List<Object> references(Object object, Class<?> declaring) {
        List<Object> found = new ArrayList<>();
        for (Field field : references.get(declaring)) {
            Object value = read(field, object);
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    /** The value of the field of that name; empty where the class declares none, it is null, or it cannot be read. */
    Optional<Object> field(Object object, Class<?> declaring, String name) {
        return references.get(declaring).stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .map(field -> read(field, object));
    }

    private List<Field> readableReferences(Class<?> type) {
        List<Field> readable = new ArrayList<>();
        for (Field field : fieldsOf(type)) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers()) && open(field)) {
                readable.add(field);
            }
        }
        return List.copyOf(readable);
    }

    /** A class whose field is of a type that is not on the class path tells none of its fields. */
    private static Field[] fieldsOf(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | TypeNotPresentException incomplete) {
            return new Field[0];
        }
    }

    private boolean open(Field field) {
        if (opener.test(field)) {
            return true;
        }
        Module closed = field.getDeclaringClass().getModule();
        if (!instrumentation.isModifiableModule(closed)) {
            return false;
        }
        Set<Module> reader = Set.of(opener.getClass().getModule());
        String packageName = field.getDeclaringClass().getPackageName();
        instrumentation.redefineModule(closed, Set.of(), Map.of(), Map.of(packageName, reader), Set.of(), Map.of());
        return opener.test(field);
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was opened and cannot be read", e);
        }
    }

    @SuppressWarnings("unchecked") // it is a FieldOpener, which this class loader knows as another class
    private static Predicate<Field> loadOpener() {
        try {
            return (Predicate<Field>)
                    new OneClass().define().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load " + FieldOpener.class.getName(), e);
        }
    }

    private static final class OneClass extends ClassLoader {
        OneClass() {
            super("holter-field-opener", null);
        }

        Class<?> define() throws IOException {
            String name = FieldOpener.class.getName();
            try (InputStream bytes = FieldOpener.class.getResourceAsStream("FieldOpener.class")) {
                if (bytes == null) {
                    throw new IOException(name + " is not in the agent's jar");
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            }
        }
    }
}
