package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whose code a stack frame is: the JDK's, a library's or the application's. Immutable; any
 * thread.
 */
public final class FrameClassifier {
    private static final PackagePrefixes JDK = new PackagePrefixes(
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.ietf.jgss.", "org.w3c.dom.", "org.xml.sax."));

    /**
     * Parts of the names of classes that nobody wrote: proxies, mixed-in subclasses and the classes that
     * the runtime spins for lambdas. JDK 17 shows the last of these on stacks.
     */
    private static final List<String> GENERATED = List.of(
            "$$Lambda",
            "$$EnhancerBy",
            "$$FastClassBy",
            "$$SpringCGLIB$$",
            "$ByteBuddy$",
            "$HibernateProxy$",
            "$auxiliary$",
            "$AjcClosure",
            "$Definition$Exec",
            "_$$_Weld",
            "_$$_jvst",
            "$Intercepted",
            ".$Proxy");

    /** How Quarkus ends the names of its proxies and of what it puts interceptors into. */
    private static final List<String> GENERATED_ENDS = List.of("_ClientProxy", "_Subclass");

    private final PackagePrefixes application;
    private final PackagePrefixes libraries;

    /**
     * Makes a classifier.
     *
     * @param applicationPackages prefixes of the application's packages; where there are none,
     *     everything is the application's that is neither the JDK's nor a library's
     * @param libraryPackages prefixes added to the built-in ones
     */
    public FrameClassifier(List<String> applicationPackages, List<String> libraryPackages) {
        this.application = new PackagePrefixes(applicationPackages);
        this.libraries = new PackagePrefixes(Stream.concat(LibraryPackages.NAMES.stream(), libraryPackages.stream())
                .toList());
    }

    /** Whether the frame is the JDK's. */
    public boolean isJdk(StackTraceElement frame) {
        return JDK.match(frame.getClassName());
    }

    /**
     * Whether the frame is the application's, and somebody wrote it. An application package wins over a
     * library's.
     */
    public boolean isApplication(StackTraceElement frame) {
        String className = frame.getClassName();
        boolean applications = application.isEmpty()
                ? !JDK.match(className)
                        && !libraries.match(className)
                        && !containsOneOf(className, LibraryPackages.MOVED_TO)
                : application.match(className);
        return applications && !isGenerated(frame);
    }

    /**
     * The first application frame of the callback, innermost first, that has a line to show: a native
     * method of the application only where nothing of it lies below. What runs the loop is no callback.
     */
    public Optional<StackTraceElement> culprit(List<StackTraceElement> frames) {
        Optional<StackTraceElement> call = Optional.empty();
        for (StackTraceElement frame : LoopFrames.above(frames)) {
            if (isApplication(frame)) {
                if (!frame.isNativeMethod()) {
                    return Optional.of(frame);
                }
                call = call.or(() -> Optional.of(frame));
            }
        }
        return call;
    }

    /** Of the JDK's frames above the first other one, the one that was called from there. */
    Optional<StackTraceElement> outermostJdkCall(List<StackTraceElement> frames) {
        return frames.stream().takeWhile(this::isJdk).reduce((inner, outer) -> outer);
    }

    private static boolean isGenerated(StackTraceElement frame) {
        String className = frame.getClassName();
        return (className.indexOf('$') >= 0 && containsOneOf(className, GENERATED))
                || GENERATED_ENDS.stream().anyMatch(className::endsWith)
                || "<generated>".equals(frame.getFileName());
    }

    private static boolean containsOneOf(String className, List<String> parts) {
        for (String part : parts) {
            if (className.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
