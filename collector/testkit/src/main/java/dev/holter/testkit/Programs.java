package dev.holter.testkit;

import java.util.List;
import java.util.Map;

/** Programs that are not ours, by the Debian package that has them. */
final class Programs {
    static final String PROMETHEUS = "prometheus";
    static final String ALERTMANAGER = "prometheus-alertmanager";

    private static final Map<String, String> PACKAGES =
            Map.of(PROMETHEUS, "prometheus", ALERTMANAGER, "prometheus-alertmanager");

    private Programs() {}

    /** What to do where a command cannot be started; empty where it is none of these. */
    static String hint(List<String> command) {
        String debianPackage = PACKAGES.get(command.getFirst());
        return debianPackage == null ? "" : "; install Debian's package \"" + debianPackage + "\"";
    }
}
