package dev.holter.runtime.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Handle;
import dev.holter.runtime.LoopFault;
import dev.holter.runtime.Task;
import dev.holter.runtime.TimerHandle;
import dev.holter.runtime.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebugModeTest {
    private static final int MANY = 10_000;

    private final Logger logger = Logger.getLogger("dev.holter.runtime");
    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final VirtualTime time = new VirtualTime();

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private EventLoop loop(boolean debug) {
        return EventLoop.builder().virtualTime(time).debug(debug).build();
    }

    @Test
    void slowCallback_isLoggedWithItsSource_alsoWithoutDebugMode() {
        try (EventLoop loop = loop(false)) {
            loop.callSoon(() -> time.advance(Duration.ofMillis(70)));
            loop.callSoon(loop::stop);
            loop.runForever();
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains(DebugModeTest.class.getName()).contains("held the loop for 70 ms"));
    }

    @Test
    void slowCallbackAmongShortOnes_isLoggedWithItsNeighbours_andTheNextOneAlone() {
        try (EventLoop loop = loop(false)) {
            for (int pass = 0; pass < 2; pass++) {
                for (int n = 0; n < 400; n++) {
                    loop.callSoon(n == 300 ? this::takeLong : DebugModeTest::takeNoTime);
                }
                loop.callSoon(loop::stop);
                loop.runForever();
            }
        }

        assertThat(logged).hasSize(2);
        assertThat(logged.getFirst())
                .startsWith("16 callbacks held the loop for 70 ms together: ")
                .contains(DebugModeTest.class.getName());
        assertThat(logged.getLast()).startsWith("a callback of ").endsWith(" held the loop for 70 ms");
    }

    @Test
    void slowCallbackAfterOthersThatTookTheirTime_isLoggedAlone() {
        try (EventLoop loop = loop(false)) {
            for (int n = 0; n < 400; n++) {
                loop.callSoon(() -> time.advance(Duration.ofNanos(5_000)));
            }
            loop.callSoon(this::takeLong);
            loop.callSoon(loop::stop);
            loop.runForever();
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("a callback of ").endsWith(" held the loop for 70 ms"));
    }

    @Test
    void slowCallbackWhoseWordsFail_isLoggedByItsClass() {
        Runnable wordless = new Runnable() {
            @Override
            public void run() {
                takeLong();
            }

            @Override
            public String toString() {
                throw new IllegalStateException("no words");
            }
        };
        try (EventLoop loop = loop(false)) {
            loop.callSoon(wordless);
            loop.callSoon(loop::stop);
            loop.runForever();
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line -> assertThat(line).contains(wordless.getClass().getName()));
    }

    @Test
    void taskThatNeverBegan_isToldWhenTheLoopIsClosed() {
        List<LoopFault> faults = new ArrayList<>();
        try (EventLoop loop = loop(true)) {
            loop.setExceptionHandler((where, fault) -> faults.add(fault));
            loop.createTask(() -> "x", "forgotten");
        }

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.message()).contains("never begun");
            assertThat(fault.source()).hasToString("forgotten (cancelled)");
        });
    }

    private void takeLong() {
        time.advance(Duration.ofMillis(70));
    }

    private static void takeNoTime() {}

    @Test
    void slowTask_isLoggedByItsName() throws Exception {
        try (EventLoop loop = loop(false)) {
            loop.runUntilComplete(loop.createTask(
                    () -> {
                        time.advance(Duration.ofMillis(70));
                        return "x";
                    },
                    "reporting"));
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("task reporting held the loop for 70 ms"));
    }

    @Test
    void quickCallback_isNotLogged() {
        try (EventLoop loop = loop(false)) {
            loop.callSoon(() -> time.advance(Duration.ofMillis(49)));
            loop.callSoon(loop::stop);
            loop.runForever();
        }

        assertThat(logged).isEmpty();
    }

    @Test
    void debugMode_rememberWhoMadeWhat() {
        try (EventLoop loop = loop(true)) {
            Handle handle = loop.callSoon(() -> {});
            TimerHandle timer = loop.callLater(Duration.ofMillis(1), () -> {});
            Task<String> task = loop.createTask(() -> "x");

            assertThat(handle.creationSite()).hasValueSatisfying(DebugModeTest::assertIsHere);
            assertThat(timer.creationSite()).hasValueSatisfying(DebugModeTest::assertIsHere);
            assertThat(task.creationSite()).hasValueSatisfying(DebugModeTest::assertIsHere);
            assertThat(handle.toString()).contains("DebugModeTest.java");
        }
    }

    private static void assertIsHere(StackTraceElement site) {
        assertThat(site.getClassName()).startsWith(DebugModeTest.class.getName());
    }

    @Test
    void withoutDebugMode_nobodyRemembers() {
        try (EventLoop loop = loop(false)) {
            assertThat(loop.callSoon(() -> {}).creationSite()).isEmpty();
        }
    }

    @Test
    void tasksThatGrowWithoutEnd_areToldWithWhereTheyAreMade() {
        try (EventLoop loop = loop(true)) {
            for (int i = 0; i < MANY; i++) {
                loop.createTask(() -> "x");
            }
        }

        assertThat(logged)
                .anySatisfy(
                        line -> assertThat(line).contains("tasks are not done").contains("DebugModeTest.java"));
    }

    @Test
    void systemProperty_switchesItOn() throws Exception {
        assertThat(toldByAChild("-Ddev.holter.runtime.debug=true", null)).isEqualTo("remembers: true");
        assertThat(toldByAChild("-Ddev.holter.runtime.debug=1", null)).isEqualTo("remembers: true");
        assertThat(toldByAChild("-Ddev.holter.runtime.debug=no", null)).isEqualTo("remembers: false");
    }

    @Test
    void environment_switchesItOn_unlessThePropertySaysOtherwise() throws Exception {
        assertThat(toldByAChild("-Dnothing", "1")).isEqualTo("remembers: true");
        assertThat(toldByAChild("-Dnothing", null)).isEqualTo("remembers: false");
        assertThat(toldByAChild("-Ddev.holter.runtime.debug=false", "1")).isEqualTo("remembers: false");
    }

    /** Says whether a loop that it opens is in debug mode. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (EventLoop loop = EventLoop.open()) {
                System.out.print(
                        "remembers: " + loop.callSoon(() -> {}).creationSite().isPresent());
            }
        }
    }

    private static String toldByAChild(String option, @Nullable String variable) throws Exception {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        child.environment().remove("HOLTER_RUNTIME_DEBUG");
        if (variable != null) {
            child.environment().put("HOLTER_RUNTIME_DEBUG", variable);
        }
        Process process = child.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void slowTask_isLoggedWithWhereItWasMade() throws Exception {
        try (EventLoop loop = loop(true)) {
            loop.runUntilComplete(loop.createTask(
                    () -> {
                        time.advance(Duration.ofMillis(70));
                        return "x";
                    },
                    "reporting"));
        }

        assertThat(logged)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("task reporting")
                        .contains("DebugModeTest.java")
                        .contains("held the loop for 70 ms"));
    }
}
