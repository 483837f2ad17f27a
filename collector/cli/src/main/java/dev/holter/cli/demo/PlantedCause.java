package dev.holter.cli.demo;

import dev.holter.cli.api.FrameView;
import java.util.Locale;

/** The mistakes that the demo's health check can make, and what Holter has to say of each. */
public enum PlantedCause {
    SOCKET("askUpstream", "waits for an upstream that does not answer"),
    SLEEP("pause", "sleeps"),
    LOCK("readInventory", "waits for a lock that another thread holds"),
    CPU("sign", "computes without a pause");

    private static final String CULPRIT_CLASS = "dev.holter.demo.HealthCheck";

    private final String culpritMethod;
    private final String mistake;

    PlantedCause(String culpritMethod, String mistake) {
        this.culpritMethod = culpritMethod;
        this.mistake = mistake;
    }

    /** The cause that the incident has to name, and the value of {@code --cause}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of {@code --cause}: picocli lists it in the help and takes it in any case. */
    @Override
    public String toString() {
        return label();
    }

    /** What the health check does to the loop, after "it". */
    String mistake() {
        return mistake;
    }

    /** Whether the loop stands still without using the processor, which is what the alert is for. */
    boolean standsStill() {
        return this != CPU;
    }

    /** The method that the incident has to name. */
    String culprit() {
        return CULPRIT_CLASS + "." + culpritMethod;
    }

    /** Whether the frame is the planted line's. */
    boolean isCulprit(FrameView frame) {
        return culprit().equals(frame.className() + "." + frame.method());
    }
}
