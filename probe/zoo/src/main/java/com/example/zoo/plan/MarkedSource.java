package com.example.zoo.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the culprits in the source of a class, which lies beside it: the lines with the comment {@code
 * // culprit}. The method is the declaration nearest to the class among the lines above that are indented ever less, and so is the
 * class; the build keeps the indentation. Immutable; any thread.
 */
public final class MarkedSource {
    private static final String MARK = "// culprit";
    private static final Pattern CLASS = Pattern.compile("^ *(?:[\\w]+ )*(?:class|enum|record|interface) (\\w+).*");
    private static final Pattern METHOD = Pattern.compile("^ +.*?\\b(\\w+)\\(.*");

    private final String packageName;
    private final List<String> lines;

    private MarkedSource(String packageName, List<String> lines) {
        this.packageName = packageName;
        this.lines = lines;
    }

    /** The culprits of a top-level class, in the order of their lines. */
    public static List<CodeLine> culprits(Class<?> type) {
        String file = "/" + type.getName().replace('.', '/') + ".java";
        try (InputStream source = type.getResourceAsStream(file)) {
            if (source == null) {
                throw new IllegalStateException(file + " is not on the class path beside its class");
            }
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return new MarkedSource(type.getPackageName(), text.lines().toList()).culprits();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<CodeLine> culprits() {
        List<CodeLine> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(MARK)) {
                found.add(culprit(i));
            }
        }
        return found;
    }

    private CodeLine culprit(int marked) {
        String method = "";
        String className = "";
        int indentation = indentation(marked);
        for (int i = marked - 1; i >= 0; i--) {
            if (lines.get(i).isBlank() || indentation(i) >= indentation) {
                continue;
            }
            indentation = indentation(i);
            Matcher type = CLASS.matcher(lines.get(i));
            if (type.matches()) {
                className = type.group(1) + (className.isEmpty() ? "" : "$") + className;
            } else if (className.isEmpty()) {
                method = method(lines.get(i), method);
            }
        }
        return new CodeLine(packageName + "." + className, method, marked + 1);
    }

    /** The method that a line declares, or the other one where it declares none. */
    private static String method(String line, String other) {
        if (line.strip().equals("static {")) {
            return "<clinit>";
        }
        Matcher declaration = METHOD.matcher(line);
        return declaration.matches() ? declaration.group(1) : other;
    }

    private int indentation(int line) {
        String text = lines.get(line);
        return text.length() - text.stripLeading().length();
    }
}
