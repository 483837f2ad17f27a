package com.example.zoo.wait;

import com.example.zoo.nativecall.ForeignCall;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/** Waits for a virtual thread that is pinned to its carrier, in native code. */
public final class PinnedVirtualThread implements Pathology {
    private final ForeignCall library = new ForeignCall();

    @Override
    public void handle(Request request) throws InterruptedException {
        Thread lookup = Thread.ofVirtual().name("lookup").start(() -> library.handle(request));
        lookup.join(); // culprit
    }
}
