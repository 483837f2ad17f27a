package dev.holter.benchmarks.loops;

import java.util.NoSuchElementException;
import java.util.Optional;

/** The same program, once for each loop. */
enum Program {
    /** Does each basic operation many times, and prints what one took. */
    RATES(RuntimeRates.class, Optional.of(NettyRates.class), "loop_rates.py"),
    /** Sends back what it gets, at the port that it prints. */
    ECHO(RuntimeEcho.class, Optional.of(NettyEcho.class), "echo.py"),
    /** Has many coroutines that wait. Netty has none. */
    PARKED(RuntimeParked.class, Optional.empty(), "parked.py");

    private final Class<?> overRuntime;
    private final Optional<Class<?>> overNetty;
    private final String inPython;

    Program(Class<?> overRuntime, Optional<Class<?>> overNetty, String inPython) {
        this.overRuntime = overRuntime;
        this.overNetty = overNetty;
        this.inPython = inPython;
    }

    Class<?> overRuntime() {
        return overRuntime;
    }

    /** The main class; throws {@link NoSuchElementException} where there is none. */
    Class<?> overNetty() {
        return overNetty.orElseThrow();
    }

    String inPython() {
        return inPython;
    }
}
