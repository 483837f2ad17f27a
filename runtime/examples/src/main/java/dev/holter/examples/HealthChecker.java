package dev.holter.examples;

import dev.holter.runtime.Async;
import dev.holter.runtime.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The health check that froze a whole service for 47 seconds, as it should have been: the checks go side by side, each
 * for so long at most, and one that hangs harms nobody.
 */
public final class HealthChecker {
    private final Duration timeout;

    /** Makes one that gives each check so long. */
    public HealthChecker(Duration timeout) {
        this.timeout = timeout;
    }

    /** What came of a check, and how long it took. */
    public record Health(boolean isUp, String words, Duration took) {}

    /** Something that may be up or not. May wait, also in calls of the JDK that block: it runs in a coroutine. */
    @FunctionalInterface
    public interface Check {
        /** Returns where it is up, and throws where it is not. */
        void run() throws Exception;
    }

    /** Makes all checks at once. In a coroutine. */
    public Map<String, Health> check(Map<String, Check> checks) throws Exception {
        List<Coroutine<Health>> all = new ArrayList<>();
        checks.values().forEach(check -> all.add(() -> health(check)));
        List<Health> found = Async.await(Async.gather(all));
        Map<String, Health> byName = new LinkedHashMap<>();
        checks.keySet().forEach(name -> byName.put(name, found.get(byName.size())));
        return byName;
    }

    private Health health(Check check) throws Exception {
        long from = Async.currentTask().loop().nanos();
        String words = words(check);
        Duration took = Duration.ofNanos(Async.currentTask().loop().nanos() - from);
        return new Health(words.equals("up"), words, took);
    }

    private String words(Check check) {
        try {
            return Async.timeout(timeout, scope -> {
                check.run();
                return "up";
            });
        } catch (TimeoutException hung) {
            return "no answer within " + timeout.toMillis() + " ms";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
