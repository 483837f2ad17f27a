package dev.holter.probe.watch;

/** An adapter threw what is in here, on a thread that has no business with the loop's watch. */
final class AdapterFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdapterFault(Throwable fault) {
        super(fault);
    }
}
