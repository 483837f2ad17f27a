package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts the requests of a protocol in which every message is whole: each one that arrives is a
 * request, and each one that is written answers one.
 *
 * <p>Not covered: requests that get no answer, which stay in flight until the channel closes; answers
 * in several messages, whose first one counts as the end; messages that the server sends unasked,
 * which end a request that is in flight.
 */
final class MessageRequestCounter extends RequestCounter {

    MessageRequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        super(loops, onFault);
    }

    @Override
    boolean beginsRequest(Object message) {
        return true;
    }

    @Override
    boolean endsAnswer(Object message) {
        return true;
    }
}
