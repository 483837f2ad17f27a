package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamLogTest {
    private static final Status DOWN =
            Status.UNAVAILABLE.withDescription("io exception").withCause(new IOException("Connection refused"));
    private static final Status REFUSED = Status.INVALID_ARGUMENT.withDescription("introduction.service: empty.");

    private final LogLines lines = new LogLines();
    private final StreamLog log =
            new StreamLog(System.getLogger(CollectorStream.class.getPackageName()), "127.0.0.1:4747");

    @AfterEach
    void release() {
        lines.close();
    }

    @Test
    void attemptsThatFailAlike_areOneLine() {
        log.away(DOWN);
        log.away(DOWN);
        assertThat(lines.lines())
                .containsExactly(
                        "WARNING Cannot reach the collector at 127.0.0.1:4747: UNAVAILABLE, Connection refused."
                                + " The service is not affected; the probe keeps trying.");
    }

    @Test
    void connectionThatGoesAndComes_isALineEach() {
        log.connected("1.0");
        log.away(Status.OK);
        log.connected("1.1");
        assertThat(lines.lines())
                .containsExactly(
                        "INFO Reporting to the collector at 127.0.0.1:4747, version 1.0.",
                        "WARNING Lost the collector at 127.0.0.1:4747: it ended the stream."
                                + " The service is not affected; the probe keeps trying.",
                        "INFO Reporting to the collector at 127.0.0.1:4747, version 1.1.");
    }

    @Test
    void refusal_isOneLineForEachReason() {
        log.refused(REFUSED);
        log.connected("1.0");
        log.refused(REFUSED);
        log.refused(Status.UNIMPLEMENTED);
        assertThat(lines.lines())
                .containsExactly(
                        "WARNING The collector at 127.0.0.1:4747 refuses the reports of this probe: INVALID_ARGUMENT,"
                                + " introduction.service: empty. The service is not affected;"
                                + " the probe tries again now and then.",
                        "WARNING The collector at 127.0.0.1:4747 refuses the reports of this probe: UNIMPLEMENTED."
                                + " The service is not affected; the probe tries again now and then.");
    }

    @Test
    void refusalsInEverNewWords_doNotFillTheLog() {
        for (int n = 0; n < 1_000; n++) {
            log.refused(Status.INVALID_ARGUMENT.withDescription("number " + n));
        }
        assertThat(lines.lines()).hasSize(20);
    }

    @Test
    void causeWithoutWords_isNamed() {
        log.away(Status.UNKNOWN.withCause(new IllegalStateException()));
        assertThat(lines.lines()).singleElement().asString().contains("UNKNOWN, java.lang.IllegalStateException.");
    }
}
