package dev.holter.agent.discovery;

import java.util.List;
import java.util.Optional;

/**
 * Tells what a thread was started with. The JDK has no method for it: until 18 it is in {@code Thread.target}, from
 * 19 on in {@code Thread.holder.task}, and in {@code Thread.runnable} on OpenJ9.
 */
final class ThreadWork {
    private static final List<String> RUNNABLE_FIELDS = List.of("target", "runnable");

    private final FieldReader fields;

    ThreadWork(FieldReader fields) {
        this.fields = fields;
    }

    /** The runnable of the thread; empty where it has none, or has ended. */
    Optional<Object> of(Thread thread) {
        Optional<Object> holder = fields.field(thread, Thread.class, "holder");
        if (holder.isPresent()) {
            return holder.flatMap(held -> fields.field(held, held.getClass(), "task"));
        }
        return RUNNABLE_FIELDS.stream()
                .flatMap(name -> fields.field(thread, Thread.class, name).stream())
                .findFirst();
    }
}
