package dev.holter.benchmarks.idle;

import dev.holter.probe.Probe;

/** Loops that run and have nothing to do. For one thread. */
sealed interface IdleLoops extends AutoCloseable permits IdleExecutors, IdleNetty {

    /** Puts every loop under the probe's watch, as a service would. */
    void watchBy(Probe probe);

    @Override
    void close();
}
