package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;
import org.jspecify.annotations.Nullable;

/** Has a task go on that the JDK had parked. */
final class UnparkedTask extends Letter {
    private final Task<?> task;

    UnparkedTask(Task<?> task, @Nullable StackTraceElement creationSite) {
        super(Task::isKnownToTheHandle);
        this.task = task;
        wasMadeAt(creationSite);
    }

    @Override
    void run() {
        task.goOnUnparked();
    }

    @Override
    public Class<?> type() {
        return task.coroutineType();
    }

    @Override
    String words() {
        return task.words();
    }
}
