package dev.holter.collector.explain;

import java.util.List;
import java.util.Optional;

/**
 * Tells frames of the JDK and of libraries from an application's, so that a stack can be folded for
 * people. A class of an unknown package counts as the application's: nothing of the user's own is hidden.
 */
public final class Libraries {
    /** Packages with a dot at their end; the first that fits counts. */
    private static final List<String> PACKAGES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "clojure.",
            "io.grpc.",
            "io.helidon.",
            "io.javalin.",
            "io.lettuce.",
            "io.micrometer.",
            "io.micronaut.",
            "io.netty.",
            "io.opentelemetry.",
            "io.quarkus.",
            "io.reactivex.",
            "io.smallrye.",
            "io.undertow.",
            "io.vertx.",
            "reactor.",
            "rx.",
            "akka.",
            "oracle.",
            "okhttp3.",
            "okio.",
            "org.apache.",
            "org.asynchttpclient.",
            "org.eclipse.",
            "org.h2.",
            "org.hibernate.",
            "org.jboss.",
            "org.mariadb.",
            "org.postgresql.",
            "org.reactivestreams.",
            "org.slf4j.",
            "org.springframework.",
            "org.sqlite.",
            "ch.qos.logback.",
            "com.datastax.",
            "com.fasterxml.",
            "com.google.common.",
            "com.google.gson.",
            "com.google.protobuf.",
            "com.mongodb.",
            "com.mysql.",
            "com.zaxxer.hikari.",
            "net.bytebuddy.",
            "redis.clients.",
            "retrofit2.",
            "dev.holter.agent.",
            "dev.holter.probe.");

    private Libraries() {}

    /** The package by which a library is known, as {@code io.netty}; empty for a class of the application. */
    public static Optional<String> of(String className) {
        return PACKAGES.stream()
                .filter(className::startsWith)
                .findFirst()
                .map(prefix -> prefix.substring(0, prefix.length() - 1));
    }
}
