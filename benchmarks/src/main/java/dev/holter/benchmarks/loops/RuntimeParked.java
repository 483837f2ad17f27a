package dev.holter.benchmarks.loops;

import dev.holter.runtime.Async;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Promise;

/** Coroutines of the runtime that all await the same future. */
final class RuntimeParked {
    private RuntimeParked() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        EventLoop.runMain(() -> {
            Promise<Boolean> never = EventLoop.running().createFuture();
            for (int i = 0; i < LoopMemory.COROUTINES; i++) {
                Async.createTask(() -> Async.await(never));
            }
            Async.yieldNow(); // all have begun to wait
            PeerMain.ready("parked");
            return Async.await(never);
        });
    }
}
