package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.Registry;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real threads; how long a search takes is set, by a clock that only stacks advance. */
@Timeout(60)
class InitialisationSearchTest {
    private static final long MS = 1_000_000;

    private final RealThreads threads = new RealThreads();
    private final VirtualClock clock = new VirtualClock();
    private final AtomicInteger single = new AtomicInteger();
    private final AtomicInteger ofAll = new AtomicInteger();

    private final List<Thread> initialising = new ArrayList<>();

    /** The next test is to find no thread of this one. */
    @AfterEach
    void end() throws Exception {
        threads.end();
        for (Thread thread : initialising) {
            thread.join();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadThatInitialises_isFoundWithOneLookAtAllStacks(boolean stackStopsEveryThread) {
        Thread initialising = initialising();
        InitialisationSearch search = search(stackStopsEveryThread);

        assertThat(search.beside(Thread.currentThread())).hasValueSatisfying(wait -> {
            assertThat(wait.object()).isEqualTo("initialisation of com.example.orders.Registry");
            assertThat(wait.owner().orElseThrow().name()).isEqualTo(initialising.getName());
        });
        assertThat(ofAll).hasValue(1);
    }

    @Test
    void threadThatStillInitialises_isFoundByItsOwnStack() {
        initialising();
        InitialisationSearch search = search(true);
        for (int n = 0; n < 10; n++) {
            assertThat(search.beside(Thread.currentThread())).isPresent();
        }

        assertThat(ofAll).hasValue(1);
        assertThat(single).hasValue(9);
    }

    @Test
    void initialisation_isNotTakenForThatOfAnotherThreadThatWaits() {
        Thread first = initialising();
        InitialisationSearch search = search(true);
        Thread other = new Thread("other");
        assertThat(search.beside(Thread.currentThread())).isPresent();

        assertThat(search.beside(other)).isEmpty();
        assertThat(search.beside(Thread.currentThread()))
                .hasValueSatisfying(
                        wait -> assertThat(wait.owner().orElseThrow().name()).isEqualTo(first.getName()));
        assertThat(ofAll).hasValue(1);
    }

    @Test
    void searchThatFindsNothing_restsForFiftyTimesAsLong() {
        InitialisationSearch search = search(true);
        assertThat(search.beside(Thread.currentThread())).isEmpty();
        clock.advance(99 * MS);
        search.beside(Thread.currentThread());
        assertThat(ofAll).hasValue(1);

        clock.advance(MS);
        search.beside(Thread.currentThread());
        assertThat(ofAll).hasValue(2);
    }

    /** Initialises a class of its own until the end of the test. */
    private Thread initialising() {
        URL classes = Registry.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader loader = threads.atTheEnd(new URLClassLoader(new URL[] {classes}, null));
        Thread thread = threads.start("class-loader", () -> Class.forName(Registry.class.getName(), true, loader));
        initialising.add(thread);
        RealThreads.await(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    private InitialisationSearch search(boolean stackStopsEveryThread) {
        JvmStacks stacks = new JvmStacks(stackStopsEveryThread);
        return new InitialisationSearch(clock, new InitialisationSearch.Stacks() {
            @Override
            public StackTraceElement[] of(Thread thread) {
                single.incrementAndGet();
                return stacks.of(thread);
            }

            @Override
            public Map<Thread, StackTraceElement[]> ofAll() {
                ofAll.incrementAndGet();
                clock.advance(2 * MS);
                return stacks.ofAll();
            }
        });
    }
}
