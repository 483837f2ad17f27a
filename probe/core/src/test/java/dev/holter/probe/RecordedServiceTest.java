package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own in which the recorder is off, missing, cannot start, or has to stop. */
@Tag("realtime")
@Timeout(180)
class RecordedServiceTest {
    private static final String GOES_ON = "Holter goes on without the JVM's flight recorder";

    @TempDir
    private Path folder;

    @Test
    void recordingSwitchedOff_startsNothing() throws Exception {
        String printed = run(List.of("-Djava.io.tmpdir=" + folder), "false", "false");

        assertThat(printed).contains("disabled 0", "threads []").doesNotContain(GOES_ON);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void endOfTheProcess_leavesNothingOnTheDisk() throws Exception {
        String printed = run(List.of("-Djava.io.tmpdir=" + folder), "true", "true");

        assertThat(printed)
                .contains("disabled 0", "holter-jfr, holter-jfr-stream")
                .doesNotContain(GOES_ON);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void runtimeWithoutARecorder_isToldInOneLine() throws Exception {
        String printed = run(
                List.of("--limit-modules", "java.base,java.logging,java.management,jdk.management"), "true", "false");

        assertThat(printed)
                .containsOnlyOnce(GOES_ON)
                .contains("this runtime has no module jdk.jfr", "disabled 1", "threads []");
    }

    @Test
    void folderThatIsNotThere_isToldInOneLine() throws Exception {
        Path missing = folder.resolve("missing");
        String printed = run(List.of("-Djava.io.tmpdir=" + missing), "true", "false");

        assertThat(printed).containsOnlyOnce(GOES_ON).contains("256 MB of free space under " + missing, "disabled 1");
    }

    @Test
    void diskThatFillsUp_endsTheRecordingBeforeItEndsTheProcess() throws Exception {
        String printed = run(List.of("-Djava.io.tmpdir=" + folder), "true", "true", "/nowhere");

        assertThat(printed)
                .containsOnlyOnce(GOES_ON)
                .contains("free space under /nowhere, where 0 MB are left", "disabled 1")
                .doesNotContain("holter-jfr");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void applicationThatIsUndeployed_isUnloaded() throws Exception {
        // A collection clears what is softly reachable, such as classes in caches of the JDK.
        assertThat(run(RedeployedService.class, List.of("-XX:SoftRefLRUPolicyMSPerMB=0")))
                .isEmpty();
    }

    private static String run(List<String> options, String... arguments) throws Exception {
        return run(RecordedService.class, options, arguments);
    }

    /** Its output, standard error included, once it has ended well. */
    private static String run(Class<?> program, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
