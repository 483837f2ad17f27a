package com.example.stock;

/**
 * A service of the kind that is named as its argument: tells its port, answers each connection with a number that
 * its loop blocks for, and ends when its standard input does.
 */
public final class StockService {
    private StockService() {}

    /** Runs until the end of standard input. */
    public static void main(String[] args) throws Exception {
        String pretended = System.getProperty("stock.jdk");
        if (pretended != null) {
            System.setProperty("java.specification.version", pretended);
        }
        System.out.println("port " + listen(args[0]));
        while (System.in.read() >= 0) {
            // Nothing is asked that way.
        }
        System.exit(0);
    }

    /** Loads the classes of the one kind only: the libraries of the others need not be there. */
    private static int listen(String kind) throws Exception {
        return switch (kind) {
            case "netty" -> NettyStock.listen();
            case "netty-pool" -> NettyStock.listenOnPool();
            case "netty-http" -> NettyHttpStock.listen();
            case "netty-mute" -> MuteStock.listen();
            case "vertx-http" -> VertxStock.listenForHttp();
            case "vertx" -> VertxStock.listen();
            case "reactor" -> ReactorStock.listen();
            case "grpc" -> GrpcStock.listen();
            case "scheduler" -> SchedulerStock.listen();
            case "plain" -> PlainStock.listen();
            default -> throw new IllegalArgumentException("no such service: " + kind);
        };
    }
}
