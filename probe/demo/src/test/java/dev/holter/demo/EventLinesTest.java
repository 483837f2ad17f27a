package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLinesTest {
    private static final int LINES = 5000;
    private static final Pattern DROPPED = Pattern.compile("\\{\"event\":\"lines-dropped\",\"count\":(\\d+)}");

    @Test
    void readerThatStandsStill_holdsNobodyUpAndLearnsWhatItMissed() throws IOException {
        PipedInputStream reader = new PipedInputStream(64);
        PrintStream out = new PrintStream(new PipedOutputStream(reader), true, StandardCharsets.UTF_8);
        EventLines lines = new EventLines(out);
        for (int i = 0; i < LINES; i++) {
            lines.tell("{\"event\":\"line\",\"number\":" + i + "}");
        }

        int arrived = 0;
        int missed = 0;
        try (BufferedReader text = new BufferedReader(new InputStreamReader(reader, StandardCharsets.UTF_8))) {
            while (arrived + missed < LINES) {
                String line = text.readLine();
                Matcher dropped = DROPPED.matcher(line);
                if (dropped.matches()) {
                    missed += Integer.parseInt(dropped.group(1));
                } else {
                    assertThat(line).startsWith("{\"event\":\"line\"");
                    arrived++;
                }
            }
        }
        assertThat(arrived + missed).isEqualTo(LINES);
        assertThat(missed).isPositive();
        lines.close();
    }
}
