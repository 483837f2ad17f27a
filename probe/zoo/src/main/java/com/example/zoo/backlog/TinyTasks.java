package com.example.zoo.backlog;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/** Gives its loop very many tasks, each of which is short: 100 000 for a second. */
public final class TinyTasks implements Pathology {
    private static final int TASKS_A_MILLI = 100;
    private static final long TASK_NANOS = 10_000;

    @Override
    public void handle(Request request) {
        for (int i = 0; i < TASKS_A_MILLI * request.millis(); i++) {
            request.loop().execute(TinyTasks::recount);
        }
    }

    @Override
    public boolean queues() {
        return true;
    }

    private static void recount() {
        long end = System.nanoTime() + TASK_NANOS;
        while (System.nanoTime() - end < 0) { // culprit
            Thread.onSpinWait(); // culprit
        }
    }
}
