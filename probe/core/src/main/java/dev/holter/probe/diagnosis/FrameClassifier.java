package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whose code a stack frame is: the JDK's, a library's or the application's. Immutable; any
 * thread.
 */
public final class FrameClassifier {
    private static final List<String> JDK =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.ietf.jgss.", "org.w3c.dom.", "org.xml.sax.");

    /** Packages of the libraries and frameworks that loops and their callbacks are commonly made of. */
    private static final List<String> LIBRARIES = List.of(
            "dev.holter.probe.",
            "dev.holter.runtime.",
            "io.netty.",
            "io.vertx.",
            "io.grpc.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.quarkus.",
            "io.micronaut.",
            "io.helidon.",
            "io.reactivex.",
            "io.smallrye.",
            "io.lettuce.",
            "io.undertow.",
            "reactor.",
            "rx.",
            "akka.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "clojure.",
            "org.apache.",
            "org.springframework.",
            "org.eclipse.jetty.",
            "org.eclipse.microprofile.",
            "org.hibernate.",
            "org.jboss.",
            "org.slf4j.",
            "org.junit.",
            "org.reactivestreams.",
            "org.asynchttpclient.",
            "org.postgresql.",
            "org.h2.",
            "org.mariadb.",
            "org.xerial.",
            "oracle.",
            "com.mysql.",
            "com.zaxxer.hikari.",
            "com.mongodb.",
            "com.datastax.",
            "com.fasterxml.",
            "com.google.common.",
            "com.google.gson.",
            "com.google.inject.",
            "com.google.protobuf.",
            "com.lmax.disruptor.",
            "com.linecorp.armeria.",
            "com.netflix.",
            "com.squareup.",
            "com.typesafe.",
            "ch.qos.logback.",
            "net.bytebuddy.",
            "okhttp3.",
            "okio.",
            "redis.clients.",
            "retrofit2.");

    private final List<String> application;
    private final List<String> libraries;

    /**
     * Makes a classifier.
     *
     * @param applicationPackages prefixes of the application's packages; where there are none,
     *     everything is the application's that is neither the JDK's nor a library's
     * @param libraryPackages prefixes added to the built-in ones
     */
    public FrameClassifier(List<String> applicationPackages, List<String> libraryPackages) {
        this.application = List.copyOf(applicationPackages);
        this.libraries =
                Stream.concat(LIBRARIES.stream(), libraryPackages.stream()).toList();
    }

    /** Whether the frame is the JDK's. */
    public boolean isJdk(StackTraceElement frame) {
        return startsWithOneOf(frame.getClassName(), JDK);
    }

    /** Whether the frame is the application's. An application package wins over a library's. */
    public boolean isApplication(StackTraceElement frame) {
        String className = frame.getClassName();
        if (!application.isEmpty()) {
            return startsWithOneOf(className, application);
        }
        return !startsWithOneOf(className, JDK) && !startsWithOneOf(className, libraries);
    }

    /** The first application frame, innermost first. */
    public Optional<StackTraceElement> culprit(List<StackTraceElement> frames) {
        return frames.stream().filter(this::isApplication).findFirst();
    }

    private static boolean startsWithOneOf(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
