package com.example.zoo.loop;

import com.example.zoo.plan.Routes;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x HTTP server: one verticle for each event loop. */
final class VertxService implements Service {
    private static final int ANY_PORT_BUT_THE_SAME = -1;
    private static final long START_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final List<Executor> loops = new CopyOnWriteArrayList<>();
    private final Routes routes;
    private volatile int port;

    private VertxService(Routes routes) {
        this.routes = routes;
    }

    static Service start(Routes routes) throws Exception {
        VertxService service = new VertxService(routes);
        service.deploy();
        return service;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Executor> loops() {
        return List.copyOf(loops);
    }

    @Override
    public void close() {
        var unused = vertx.close();
    }

    private void deploy() throws TimeoutException {
        vertx.deployVerticle(Endpoint::new, new DeploymentOptions().setInstances(LOOPS))
                .await(START_SECONDS, TimeUnit.SECONDS);
    }

    /** Serves on one event loop. */
    private final class Endpoint extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            Executor loop = task -> context.runOnContext(ignored -> task.run());
            loops.add(loop);
            vertx.createHttpServer()
                    .requestHandler(request -> answer(request, loop))
                    .listen(ANY_PORT_BUT_THE_SAME, "127.0.0.1")
                    .onSuccess((HttpServer server) -> port = server.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void answer(HttpServerRequest request, Executor loop) {
            routes.answer(request.uri(), loop, body -> request.response().end(body));
        }
    }
}
