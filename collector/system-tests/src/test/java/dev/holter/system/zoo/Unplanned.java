package dev.holter.system.zoo;

/**
 * An incident that no planned stall of its loop explains.
 *
 * @param exhibit during which it began; empty where the service started
 */
record Unplanned(ZooRun run, String exhibit, Kind kind, SeenIncident incident) {

    /** What to think of it. */
    enum Kind {
        /** Accuses code of the application, or says of code that did nothing what it did: wherever that is. */
        FALSE_ALARM,
        /** Says that a loop stood still and not why, or has nothing to show for it. In a healthy service it is a false alarm. */
        UNEXPLAINED,
        /** A healthy service was stopped on purpose, as by a debugger, and it is told so; nobody is accused. */
        STOPPED_ON_PURPOSE,
        /** The machine did not let a loop or the process run, which is true; nobody is accused. */
        OF_THE_MACHINE,
        /** A planned stall of another loop had the process stopped as well; nobody is accused. */
        BESIDE_A_STALL,
        /** The service was starting; nobody is accused. */
        AT_THE_START
    }

    /** In few words, for many to be counted as one. */
    String exhibitAndCause() {
        return where() + ": " + incident.words();
    }

    private String where() {
        return exhibit.isEmpty() ? "at the start" : exhibit;
    }

    @Override
    public String toString() {
        return where() + " (" + run.words() + "): " + incident.words() + " for "
                + incident.interval().nanos() / 1_000_000 + " ms on " + incident.loop();
    }

    /** With what shows that it is the machine's. */
    String withEvidence() {
        return this + ": " + incident.evidenceOfTheMachine();
    }
}
