package dev.holter.probe.vertx;

import dev.holter.probe.Loop;
import dev.holter.probe.contract.TestedLoop;
import dev.holter.probe.netty.NettyLoop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** A Vert.x instance with one event loop. */
record OpenVertx(Vertx vertx, Loop loop) implements TestedLoop {

    static OpenVertx open() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        return new OpenVertx(vertx, NettyLoop.named(EventLoops.of(vertx).next(), VertxLoops.KIND, VertxLoops.KIND));
    }

    @Override
    public void terminate() {
        close(vertx);
        EventLoops.of(vertx).terminationFuture().awaitUninterruptibly(20, TimeUnit.SECONDS);
    }

    /** Waits for the end of an instance. */
    static void close(Vertx vertx) {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
