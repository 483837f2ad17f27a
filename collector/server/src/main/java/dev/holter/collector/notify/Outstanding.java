package dev.holter.collector.notify;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one Alertmanager has to be told: every alert that fires, as it is now, and those resolved ones
 * that it has not taken yet. Bounded by their number; safe for any thread.
 */
final class Outstanding {
    private static final int CAPACITY = 1000;

    private final CollectorCounters counters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Map<String, String>, Alert> alerts = new LinkedHashMap<>();
    private boolean hasNews;

    Outstanding(CollectorCounters counters) {
        this.counters = counters;
    }

    /** Takes the newest version of an alert; counts it as dropped where there are too many. */
    void put(Alert alert, boolean urgent) {
        lock.lock();
        try {
            if (alerts.size() >= CAPACITY && !alerts.containsKey(alert.labels())) {
                counters.increment(CollectorCounter.ALERTMANAGER_DROPPED);
                return;
            }
            alerts.put(alert.labels(), alert);
            if (urgent) {
                hasNews = true;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something new, or something to repeat and the time is over. */
    List<Alert> await(Duration repeatAfter) throws InterruptedException {
        lock.lock();
        try {
            long left = repeatAfter.toNanos();
            while (!hasNews && (left > 0 || alerts.isEmpty())) {
                if (alerts.isEmpty()) {
                    news.await();
                } else {
                    left = news.awaitNanos(left);
                }
            }
            hasNews = false;
            return new ArrayList<>(alerts.values());
        } finally {
            lock.unlock();
        }
    }

    /** Everything as it is now, after a pause in which nothing is told. */
    List<Alert> awaitPause(Duration pause) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        lock.lock();
        try {
            hasNews = false;
            return new ArrayList<>(alerts.values());
        } finally {
            lock.unlock();
        }
    }

    /** These were taken: what is resolved among them need not be told again. */
    void taken(List<Alert> told) {
        lock.lock();
        try {
            for (Alert alert : told) {
                if (alert.state() == AlertState.RESOLVED) {
                    alerts.remove(alert.labels(), alert);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
