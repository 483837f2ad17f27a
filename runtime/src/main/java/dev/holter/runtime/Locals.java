package dev.holter.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a loop has of each {@link LoopLocal}. For the loop's thread and its coroutines. */
final class Locals {
    private final EventLoop loop;
    private final Map<LoopLocal<?>, Object> locals = new HashMap<>();

    Locals(EventLoop loop) {
        this.loop = loop;
    }

    @SuppressWarnings("unchecked") // it is made by the one whose key it has
    <T> T get(LoopLocal<T> key) {
        Object value = locals.get(key);
        if (value == null) {
            value = key.make(); // which may want another one
            locals.put(key, value);
        }
        return (T) value;
    }

    /** Which may still call the loop, to take back what they asked for. */
    void close() {
        for (Object local : List.copyOf(locals.values())) {
            try {
                if (local instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            } catch (Throwable thrown) {
                loop.callExceptionHandler(new LoopFault("something could not be closed with its loop", thrown, local));
            }
        }
    }

    void clear() {
        locals.clear();
    }
}
