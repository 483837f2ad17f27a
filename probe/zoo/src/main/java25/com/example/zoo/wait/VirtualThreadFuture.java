package com.example.zoo.wait;

import com.example.zoo.nativecall.ForeignCall;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits for a virtual thread that waits for a carrier, which a pinned one has. */
public final class VirtualThreadFuture implements Pathology {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ForeignCall library = new ForeignCall();

    @Override
    public void handle(Request request) throws InterruptedException, ExecutionException {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            var pinned = threads.submit(() -> library.handle(request));
            assert !pinned.isCancelled();
        }
        Future<Integer> answer = threads.submit(() -> 42);
        answer.get(); // culprit
    }

    @Override
    public void close() {
        threads.close();
    }
}
