package dev.holter.cli.text;

import dev.holter.cli.api.FrameView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shortens a stack for people: frames of the application stay, runs of frames of the JDK and of
 * libraries become one line that counts and names them.
 */
public final class StackFolding {
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
            boolean marked = culprit != null && frame.isSamePlaceAs(culprit);
            String library = marked ? null : frame.library();
            if (library != null) {
                run.add(frame);
                libraries.add(library);
            } else {
                fold(run, libraries, lines);
                lines.add((marked ? "  > " : "    ") + frame);
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
}
