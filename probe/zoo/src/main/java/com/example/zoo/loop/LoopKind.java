package com.example.zoo.loop;

import com.example.zoo.plan.Routes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose event loops a service runs on. The class path decides between the versions of Netty. */
public enum LoopKind {
    /** Netty 4.1. */
    NETTY41,
    /** Netty 4.2. */
    NETTY42,
    /** Vert.x 5. */
    VERTX5;

    /** The kind of that name. */
    public static Optional<LoopKind> named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(LoopKind::label).toList();
    }

    /** Starts a service. */
    public Service start(Routes routes) throws Exception {
        return this == VERTX5 ? VertxService.start(routes) : NettyService.start(routes);
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
