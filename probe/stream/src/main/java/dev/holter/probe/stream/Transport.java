package dev.holter.probe.stream;

/**
 * A way to a collector. Plain TCP is one; a Unix domain socket or TLS is another implementation of
 * this. {@code toString()} says where it leads, for people.
 */
interface Transport {

    /**
     * Makes a link that connects when it is first used. Does not block. Called on the driver's thread.
     *
     * @param threads where everything that the link does is to run
     */
    Link open(StreamThreads threads);
}
