package dev.holter.agent.discovery;

import java.lang.reflect.Field;
import java.util.function.Predicate;

/**
 * Makes a field readable, where its package is open to this class's module. {@link FieldReader} loads it into a
 * module of its own, so that what is opened for Holter is not opened for the whole class path with it.
 */
public final class FieldOpener implements Predicate<Field> {

    /** For {@link FieldReader}, by reflection. */
    public FieldOpener() {}

    /** Whether the field can be read from now on. */
    @Override
    public boolean test(Field field) {
        return field.trySetAccessible();
    }
}
