package dev.holter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.cli.api.FrameView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StackFoldingTest {
    private static final FrameView CULPRIT = frame(null, "com.example.Health", "check");

    @Test
    void runsOfLibraryFrames_areCountedAndNamed() {
        List<FrameView> stack = List.of(
                frame("sun", "sun.nio.ch.Net", "poll"),
                frame("java", "java.net.Socket", "read"),
                frame("java", "java.io.InputStream", "read"),
                CULPRIT,
                frame(null, "com.example.Handler", "read"),
                frame("io.netty", "io.netty.channel.Pipeline", "fire"),
                frame("java", "java.lang.Thread", "run"));

        assertThat(new StackFolding(CULPRIT).lines(stack))
                .containsExactly(
                        "    ... 3 frames of sun, java",
                        "  > com.example.Health.check(Health.java:7)",
                        "    com.example.Handler.read(Handler.java:7)",
                        "    ... 2 frames of io.netty, java");
    }

    @Test
    void singleLibraryFrame_staysAsItIs() {
        assertThat(new StackFolding(CULPRIT).lines(List.of(frame("java", "java.lang.Thread", "sleep"), CULPRIT)))
                .first()
                .isEqualTo("    java.lang.Thread.sleep(Thread.java:7)");
    }

    @Test
    void culpritInALibraryPackage_isNotFolded() {
        FrameView culprit = frame(null, "org.apache.custom.Filter", "doFilter");

        assertThat(new StackFolding(culprit)
                        .lines(List.of(
                                frame("java", "java.lang.A", "a"),
                                frame("java", "java.lang.B", "b"),
                                frame("org.apache", "org.apache.custom.Filter", "doFilter"))))
                .containsExactly("    ... 2 frames of java", "  > org.apache.custom.Filter.doFilter(Filter.java:7)");
    }

    @Test
    void stackWithoutCulprit_keepsTheApplications() {
        assertThat(new StackFolding(null).lines(List.of(frame(null, "app.Main", "loop"))))
                .containsExactly("    app.Main.loop(Main.java:7)");
    }

    private static FrameView frame(@Nullable String library, String className, String method) {
        String file = className.substring(className.lastIndexOf('.') + 1) + ".java";
        return new FrameView(className, method, file, 7, library);
    }
}
