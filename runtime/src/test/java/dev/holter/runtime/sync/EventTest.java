package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTest extends LoopTest {
    private final Event event = new Event();

    private Task<@Nullable Void> awaiting(String name) {
        return start(() -> {
            event.await();
            log.add(name);
        });
    }

    @Test
    void set_wakesAllInTheOrderInWhichTheyCame() throws Exception {
        awaiting("first");
        awaiting("second");
        awaiting("third");
        spin();
        assertThat(log).isEmpty();

        event.set();
        spin();

        assertThat(log).containsExactly("first", "second", "third");
    }

    @Test
    void whatIsSet_isNotWaitedFor() throws Exception {
        event.set();
        go(() -> {
            event.await();
            log.add("at once");
        });

        assertThat(log).containsExactly("at once");
        assertThat(event.isSet()).isTrue();
    }

    @Test
    void clear_letsTheNextWait() throws Exception {
        event.set();
        event.clear();
        Task<?> waiter = awaiting("late");
        spin();
        assertThat(waiter.isDone()).isFalse();

        event.set();
        spin();
        assertThat(log).containsExactly("late");
    }

    @Test
    void clearAtOnceAfterSet_letsThoseGoThatWaited() throws Exception {
        awaiting("waited");
        spin();

        event.set();
        event.clear();
        spin();

        assertThat(log).containsExactly("waited");
        assertThat(event.isSet()).isFalse();
    }

    @Test
    void settingTwice_isSettingOnce() throws Exception {
        awaiting("one");
        spin();

        event.set();
        event.set();
        spin();

        assertThat(log).containsExactly("one");
    }

    @Test
    void cancelledWaiter_isForgotten() throws Exception {
        Task<?> cancelled = awaiting("cancelled");
        awaiting("other");
        spin();

        cancelled.cancel();
        spin();
        event.set();
        spin();

        assertThat(log).containsExactly("other");
        assertCancelled(cancelled);
    }
}
