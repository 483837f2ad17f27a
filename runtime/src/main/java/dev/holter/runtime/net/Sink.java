package dev.holter.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a {@link StreamWriter} puts its bytes. Only {@link #drain} and {@link #awaitClosed} wait. */
interface Sink {
    /** Takes all that the buffer has. */
    void write(ByteBuffer from);

    /** Waits while too much is queued. Throws what writing failed with. */
    void drain() throws IOException;

    /** Ends the output once all is written; input goes on. */
    void closeOutput();

    /** Closes once all is written. */
    void close();

    /** Closes at once; what is queued is lost. */
    void abort();

    boolean isClosing();

    void awaitClosed();
}
