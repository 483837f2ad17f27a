package com.example.stock;

import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpServer;

/** Over Reactor Netty. */
final class ReactorStock {
    private ReactorStock() {}

    static int listen() {
        return TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((in, out) -> out.sendString(Mono.fromSupplier(Inventory::count)))
                .bindNow()
                .port();
    }
}
