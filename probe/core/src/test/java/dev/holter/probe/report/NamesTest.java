package dev.holter.probe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void ordinaryName_staysAsItIs() {
        assertThat(Names.of("worker 3, größer")).isEqualTo("worker 3, größer");
    }

    @Test
    void missingName_isSaidToBeMissing() {
        assertThat(Names.of("")).isEqualTo("(no name)");
    }

    @Test
    void controlCharacters_becomeQuestionMarks() {
        assertThat(Names.of("a\nb\u0000c\u0085")).isEqualTo("a?b?c?");
    }

    @Test
    void longName_isCutBetweenCharacters() {
        assertThat(Names.of("x".repeat(201))).isEqualTo("x".repeat(200));
        assertThat(Names.of("x".repeat(199) + "\uD83E\uDEC0")).isEqualTo("x".repeat(199));
    }

    @Test
    void longName_makesRoomForItsEnding() {
        assertThat(Names.of("x".repeat(200), "#12")).isEqualTo("x".repeat(197) + "#12");
    }

    @Test
    void thread_hasANameThatTheCollectorTakes() {
        BlockingThread thread = new BlockingThread("pool\t" + "x".repeat(300), Thread.State.RUNNABLE, List.of());

        assertThat(thread.name()).isEqualTo("pool?" + "x".repeat(195));
    }
}
