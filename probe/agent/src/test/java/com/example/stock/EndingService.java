package com.example.stock;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A program whose main method ends, after some time with an event loop: when nothing more comes on standard input. */
public final class EndingService {
    private EndingService() {}

    /** Ends the loop, whose thread is the last that is no daemon. */
    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    public static void main(String[] args) throws Exception {
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        System.out.println(loops.submit(() -> "at work").get());
        while (System.in.read() >= 0) {}
        Future<?> unused = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
