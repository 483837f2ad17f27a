package dev.holter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.examples.HealthChecker.Check;
import dev.holter.examples.HealthChecker.Health;
import dev.holter.runtime.Async;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.VirtualTime;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthCheckerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final HealthChecker checker = new HealthChecker(SECOND.multipliedBy(3));

    private Map<String, Health> check(EventLoop loop) throws Exception {
        return loop.runUntilComplete(() -> checker.check(checks));
    }

    @Test
    void threeChecksOfASecond_takeASecond() throws Exception {
        for (String name : new String[] {"database", "cache", "upstream"}) {
            checks.put(name, () -> Async.sleep(SECOND));
        }
        try (EventLoop loop = EventLoop.builder().virtualTime(new VirtualTime()).build()) {
            assertThat(check(loop).values())
                    .allSatisfy(health -> assertThat(health.isUp()).isTrue());
            assertThat(loop.nanos()).isEqualTo(SECOND.toNanos());
        }
    }

    @Test
    void checkThatHangs_timesOutAlone() throws Exception {
        checks.put("database", () -> Async.sleep(SECOND));
        checks.put("hung", () -> Async.sleep(Duration.ofHours(1)));
        checks.put("refused", () -> {
            throw new ConnectException("connection refused");
        });
        try (EventLoop loop = EventLoop.builder().virtualTime(new VirtualTime()).build()) {
            Map<String, Health> found = check(loop);

            assertThat(found.get("database")).isEqualTo(new Health(true, "up", SECOND));
            assertThat(found.get("hung"))
                    .isEqualTo(new Health(false, "no answer within 3000 ms", SECOND.multipliedBy(3)));
            assertThat(words(found, "refused")).contains("connection refused");
            assertThat(loop.nanos()).isEqualTo(SECOND.multipliedBy(3).toNanos());
        }
    }

    /** The incident itself: an HTTP client with no timeout, and a server that takes the call and does not answer. */
    @Test
    void blockingHttpCallThatNobodyAnswers_holdsNeitherTheLoopNorTheOtherChecks() throws Exception {
        HealthChecker quick = new HealthChecker(Duration.ofMillis(500));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                EventLoop loop = EventLoop.open()) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/health");
            int[] beats = new int[1];
            checks.put("hung", () -> uri.toURL().openStream().close());
            checks.put("beating", () -> {
                for (int i = 0; i < 20; i++) {
                    Async.sleep(Duration.ofMillis(10));
                    beats[0]++;
                }
            });
            Map<String, Health> found = loop.runUntilComplete(() -> quick.check(checks));

            assertThat(words(found, "beating")).isEqualTo("up");
            assertThat(beats[0]).isEqualTo(20);
            assertThat(words(found, "hung")).startsWith("no answer within");
        }
    }

    private static String words(Map<String, Health> found, String name) {
        return Objects.requireNonNull(found.get(name)).words();
    }
}
