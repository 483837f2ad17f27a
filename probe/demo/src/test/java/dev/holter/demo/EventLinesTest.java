package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLinesTest {

    @Test
    void readerThatStandsStill_holdsNobodyUpAndLearnsWhatItMissed() throws IOException {
        PipedInputStream reader = new PipedInputStream(64);
        PrintStream out = new PrintStream(new PipedOutputStream(reader), true, StandardCharsets.UTF_8);
        EventLines lines = new EventLines(out);
        for (int i = 0; i < 5000; i++) {
            lines.tell("{\"event\":\"line\",\"number\":" + i + "}");
        }

        try (var text = new BufferedReader(new InputStreamReader(reader, StandardCharsets.UTF_8))) {
            assertThat(text.readLine()).contains("\"number\":0}");
            assertThat(text.readLine()).startsWith("{\"event\":\"lines-dropped\",\"count\":");
        }
        lines.close();
    }
}
