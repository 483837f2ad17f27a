package dev.holter.probe.watch;

/** Stands for one watch of one loop, between whoever asked for it and the watchdog. */
public interface LoopHandle {

    /** The watch is over, and has been in its last state. On the watchdog's thread; must not block or throw. */
    void gone();
}
