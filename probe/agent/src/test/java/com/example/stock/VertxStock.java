package com.example.stock;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;

/** Over Vert.x, 4 or 5, whichever is there. */
final class VertxStock {
    private VertxStock() {}

    /** Of HTTP/1.1 and HTTP/2, and it answers at once. */
    static int listenForHttp() {
        return Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("42\n"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    static int listen() {
        NetServer server = Vertx.vertx().createNetServer();
        server.connectHandler(socket -> socket.end(Buffer.buffer(Inventory.count())));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
