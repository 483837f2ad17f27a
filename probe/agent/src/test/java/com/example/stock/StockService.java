package com.example.stock;

import java.util.Map;

/**
 * A service of the kind that is named as its argument: tells its port, answers each connection with a number that
 * its loop blocks for, and ends when its standard input does.
 */
public final class StockService {
    private static final Map<String, Server> SERVERS = Map.of(
            "netty", NettyStock::listen,
            "vertx", VertxStock::listen,
            "reactor", ReactorStock::listen,
            "grpc", GrpcStock::listen,
            "scheduler", SchedulerStock::listen,
            "plain", PlainStock::listen);

    private StockService() {}

    /** Starts to listen on a free port of 127.0.0.1. */
    @FunctionalInterface
    interface Server {
        /** The port. Does not wait for connections. */
        int listen() throws Exception;
    }

    /** Runs until the end of standard input. */
    public static void main(String[] args) throws Exception {
        Server server = SERVERS.get(args[0]);
        if (server == null) {
            throw new IllegalArgumentException("no such service: " + args[0]);
        }
        System.out.println("port " + server.listen());
        while (System.in.read() >= 0) {
            // Nothing is asked that way.
        }
        System.exit(0);
    }
}
