package com.example.stock;

import io.netty.channel.DefaultEventLoop;
import java.io.IOException;

/** Over an event loop of its own that fails when another thread asks it whether it is its own. */
final class MuteStock {
    private MuteStock() {}

    static int listen() throws IOException {
        MuteLoop loop = new MuteLoop();
        return PlainStock.listen(() -> loop.submit(Inventory::count).get());
    }

    private static final class MuteLoop extends DefaultEventLoop {
        @Override
        public boolean inEventLoop(Thread thread) {
            if (!thread.equals(Thread.currentThread())) {
                throw new UnsupportedOperationException("ask on your own thread");
            }
            return super.inEventLoop(thread);
        }
    }
}
