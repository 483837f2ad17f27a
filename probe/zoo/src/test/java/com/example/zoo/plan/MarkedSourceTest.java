package com.example.zoo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.example.zoo.cpu.ProofOfWork;
import com.example.zoo.lock.SynchronizedMethod;
import com.example.zoo.sleep.ThreadSleep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkedSourceTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void markedLine_isFoundWithItsMethod() throws IOException {
        CodeLine culprit = MarkedSource.culprits(ThreadSleep.class).get(0);

        assertThat(culprit.className()).isEqualTo(ThreadSleep.class.getName());
        assertThat(culprit.method()).isEqualTo("handle");
        assertThat(Files.readAllLines(SOURCES.resolve("com/example/zoo/sleep/ThreadSleep.java"))
                        .get(culprit.line() - 1))
                .contains("Thread.sleep(");
    }

    @Test
    void markInANestedClass_isNamedAsStacksNameIt() {
        assertThat(MarkedSource.culprits(SynchronizedMethod.class))
                .extracting(CodeLine::className, CodeLine::method)
                .containsExactly(tuple(SynchronizedMethod.class.getName() + "$Ledger", "add"));
    }

    @Test
    void severalMarks_areAllFound() {
        assertThat(MarkedSource.culprits(ProofOfWork.class)).hasSize(2);
    }

    @Test
    void everyMistake_hasACulpritInAMethodThatIsThere() throws Exception {
        for (Class<?> type : mistakes()) {
            List<CodeLine> culprits = MarkedSource.culprits(type);
            assertThat(culprits).as(type.getName()).isNotEmpty();
            for (CodeLine culprit : culprits) {
                assertThat(Arrays.stream(Class.forName(culprit.className()).getDeclaredMethods())
                                .map(method -> method.getName()))
                        .as("%s", culprit)
                        .contains(culprit.method());
            }
        }
    }

    private static List<Class<?>> mistakes() throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Class<?>> found = new ArrayList<>();
            for (Path file : files.filter(MarkedSourceTest::isMistake).toList()) {
                String name = SOURCES.relativize(file).toString().replace('/', '.');
                found.add(Class.forName(name.substring(0, name.length() - ".java".length())));
            }
            return found;
        }
    }

    private static boolean isMistake(Path file) {
        try {
            return file.toString().endsWith(".java") && Files.readString(file).contains(" implements Pathology {");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
