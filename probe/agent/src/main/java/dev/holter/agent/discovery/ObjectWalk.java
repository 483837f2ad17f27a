package dev.holter.agent.discovery;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks along references from one object, the nearest first, to a bounded depth and number. Of the JDK's own objects
 * it looks into those of {@code java.util.concurrent} alone, which wrap what others run; and into no array.
 */
final class ObjectWalk {
    private static final int DEPTH = 6;
    private static final int MOST_OBJECTS = 300;

    private final FieldReader fields;

    ObjectWalk(FieldReader fields) {
        this.fields = fields;
    }

    /** What the function first makes of an object on the way, the start included. */
    <T> Optional<T> firstFrom(Object start, Function<Object, Optional<T>> function) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Queue<Step> queue = new ArrayDeque<>();
        queue.add(new Step(start, 0));
        seen.add(start);
        while (!queue.isEmpty()) {
            Step step = queue.remove();
            Optional<T> result = function.apply(step.object);
            if (result.isPresent()) {
                return result;
            }
            if (step.depth < DEPTH && !(step.object instanceof Thread)) {
                goOn(step, seen, queue);
            }
        }
        return Optional.empty();
    }

    private void goOn(Step step, Set<Object> seen, Queue<Step> queue) {
        for (Class<?> type = step.object.getClass(); type != null; type = type.getSuperclass()) {
            if (isWorthALook(type)) {
                for (Object next : fields.references(step.object, type)) {
                    if (seen.size() < MOST_OBJECTS && seen.add(next)) {
                        queue.add(new Step(next, step.depth + 1));
                    }
                }
            }
        }
    }

    private static boolean isWorthALook(Class<?> type) {
        return !type.isArray() && (!isOfTheJdk(type) || type.getPackageName().equals("java.util.concurrent"));
    }

    /** The boot and the platform class loader have nothing but the JDK's classes, agents' helpers apart. */
    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    private record Step(Object object, int depth) {}
}
