package com.example.stock;

import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.TimeUnit;

/** A program whose main method ends, after 3 s with an event loop. */
public final class EndingService {
    private EndingService() {}

    /** Ends the loop, and so the last thread that is no daemon. */
    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    public static void main(String[] args) throws Exception {
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        loops.schedule(() -> loops.shutdownGracefully(0, 0, TimeUnit.SECONDS), 3, TimeUnit.SECONDS)
                .sync();
    }
}
