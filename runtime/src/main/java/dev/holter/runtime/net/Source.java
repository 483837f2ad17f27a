package dev.holter.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a {@link StreamReader} has its bytes from. */
interface Source {
    /** Waits as far as it can be told, without a buffer, that there is something to read or the end. */
    void awaitReadable() throws IOException;

    /**
     * Waits until there are some.
     *
     * @param into has room
     * @return how many, or -1 at the end
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Waits until there are some.
     *
     * @param most 1 or more
     * @return at least one, or none at the end
     */
    byte[] read(int most) throws IOException;
}
