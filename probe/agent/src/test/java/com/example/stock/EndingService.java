package com.example.stock;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A program whose main method ends, after 3 s with an event loop. */
public final class EndingService {
    private EndingService() {}

    /** Ends the loop, whose thread is the last that is no daemon. */
    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    public static void main(String[] args) throws Exception {
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        Object work = loops.schedule(() -> "done", 3, TimeUnit.SECONDS).get();
        System.out.println(work);
        Future<?> unused = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
