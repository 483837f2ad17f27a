package dev.holter.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a {@link StreamReader} has its bytes from. */
@FunctionalInterface
interface Source {
    /**
     * Waits until there are some.
     *
     * @param into has room
     * @return how many, or -1 at the end
     */
    int read(ByteBuffer into) throws IOException;
}
