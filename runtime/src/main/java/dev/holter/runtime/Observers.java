package dev.holter.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Who watches a loop. For the loop's thread and its coroutines. */
final class Observers {
    private final EventLoop loop;
    private List<LoopObserver> observers = List.of();
    /** Asked several times for each callback. */
    private boolean areThere;

    Observers(EventLoop loop) {
        this.loop = loop;
    }

    void add(LoopObserver observer) {
        List<LoopObserver> more = new ArrayList<>(observers);
        more.add(Objects.requireNonNull(observer));
        set(more);
    }

    boolean remove(LoopObserver observer) {
        List<LoopObserver> fewer = new ArrayList<>(observers);
        boolean wasThere = fewer.remove(observer);
        set(fewer);
        return wasThere;
    }

    private void set(List<LoopObserver> some) {
        observers = List.copyOf(some);
        areThere = !some.isEmpty();
    }

    boolean areThere() {
        return areThere;
    }

    /** Asked only where {@link #areThere}, so that an event costs nothing otherwise. */
    void tell(Consumer<LoopObserver> event) {
        for (LoopObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (Throwable thrown) {
                remove(observer);
                loop.callExceptionHandler(
                        new LoopFault("an observer failed and is not called any more", thrown, observer));
            }
        }
    }
}
