package dev.holter.cli.text;

import dev.holter.cli.api.FrameView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shortens a stack for people: frames of the application stay, runs of frames of the JDK and of
 * libraries become one line that counts and names them. A frame of an unknown package counts as the
 * application's, so that nothing of the user's own is hidden.
 */
public final class StackFolding {
    /** As they are named in a folded line; the first that fits counts. */
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "io.netty.",
            "io.vertx.",
            "io.grpc.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.micronaut.",
            "io.quarkus.",
            "io.helidon.",
            "io.undertow.",
            "io.javalin.",
            "reactor.",
            "rx.",
            "io.reactivex.",
            "akka.",
            "org.apache.",
            "org.eclipse.",
            "org.jboss.",
            "org.springframework.",
            "org.hibernate.",
            "org.slf4j.",
            "ch.qos.logback.",
            "okhttp3.",
            "okio.",
            "com.google.",
            "com.fasterxml.",
            "com.zaxxer.",
            "com.mysql.",
            "org.postgresql.",
            "dev.holter.probe.");

    private final @Nullable FrameView culprit;

    /** @param culprit the frame that is marked and never folded; null where none is known */
    public StackFolding(@Nullable FrameView culprit) {
        this.culprit = culprit;
    }

    /** The lines of a stack, innermost first, each indented by four characters. */
    public List<String> lines(List<FrameView> frames) {
        List<String> lines = new ArrayList<>();
        List<FrameView> run = new ArrayList<>();
        Set<String> libraries = new LinkedHashSet<>();
        for (FrameView frame : frames) {
            Optional<String> library = frame.equals(culprit) ? Optional.empty() : library(frame);
            if (library.isPresent()) {
                run.add(frame);
                libraries.add(library.get() + "*");
            } else {
                fold(run, libraries, lines);
                lines.add((frame.equals(culprit) ? "  > " : "    ") + frame);
            }
        }
        fold(run, libraries, lines);
        return lines;
    }

    /** A single frame takes no more room than the line that would stand for it. */
    private static void fold(List<FrameView> run, Set<String> libraries, List<String> lines) {
        if (run.size() == 1) {
            lines.add("    " + run.getFirst());
        } else if (!run.isEmpty()) {
            lines.add("    ... " + run.size() + " frames of " + String.join(", ", libraries));
        }
        run.clear();
        libraries.clear();
    }

    private static Optional<String> library(FrameView frame) {
        return LIBRARIES.stream()
                .filter(prefix -> frame.className().startsWith(prefix))
                .findFirst();
    }
}
