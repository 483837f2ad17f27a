package dev.holter.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task up to where it waits next: as a callback, and when what it awaits is done. One for all steps of a task, as
 * there is nothing in it that differs between them.
 */
final class TaskStep extends Handle implements Consumer<LoopFuture<?>> {
    private final Task<?> task;

    TaskStep(Task<?> task, @Nullable StackTraceElement creationSite) {
        super(Task::isKnownToTheHandle);
        this.task = task;
        wasMadeAt(creationSite);
    }

    /** Takes it in the next pass. */
    void soon() {
        task.loop.ready().add(this);
    }

    /** A future that is done has it taken soon, as any step. */
    @Override
    public void accept(LoopFuture<?> awaitedAndDone) {
        soon();
    }

    @Override
    void run() {
        task.takeStep();
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
