package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
    private static final int MANY = 1_000;

    private final ReadyQueue queue = new ReadyQueue();

    private List<Handle> addMany() {
        List<Handle> added = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            Handle handle = new Handle(() -> {});
            queue.add(handle);
            added.add(handle);
        }
        return added;
    }

    @Test
    void whatIsAddedFirst_comesFirst() {
        List<Handle> added = addMany();
        assertThat(queue.size()).isEqualTo(MANY);

        for (Handle handle : added) {
            assertThat(queue.remove()).isSameAs(handle);
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatIsRemoved_isRememberedUntilItIsForgotten() {
        List<Handle> added = addMany();
        for (int n = 0; n < 300; n++) {
            queue.remove();
        }
        queue.forget();
        for (int n = 300; n < 500; n++) {
            queue.remove();
        }

        assertThat(queue.lastRemoved(150)).isEqualTo(added.subList(350, 500));
        assertThat(queue.lastRemoved(MANY)).isEqualTo(added.subList(300, 500));
        queue.forget();
        assertThat(queue.lastRemoved(MANY)).isEmpty();
        assertThat(queue.size()).isEqualTo(MANY - 500);
    }

    @Test
    void addedAndRemovedByTurns_itStaysInOrder() {
        for (int n = 0; n < MANY; n++) {
            Handle handle = new Handle(() -> {});
            queue.add(handle);
            assertThat(queue.remove()).isSameAs(handle);
            queue.forget();
        }

        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void clear_letsGoOfAll() {
        addMany();
        queue.remove();
        queue.clear();

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.lastRemoved(MANY)).isEmpty();
        assertThatThrownBy(queue::remove).isInstanceOf(NullPointerException.class);
    }
}
