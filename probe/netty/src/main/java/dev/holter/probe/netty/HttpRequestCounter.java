package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts the requests of an HTTP/1.1 server's channel, pipelined ones too, from right behind its {@code
 * HttpServerCodec}: a request is started by its {@link HttpRequest} and finished by the {@link
 * LastHttpContent} of its response.
 *
 * <ul>
 *   <li>A response to HEAD has no body on the wire, but its last content is written like any other and
 *       ends the request.
 *   <li>A 1xx response is not the end, except 101, after which no other comes: it ends the request, and
 *       what follows is no longer HTTP and goes through untouched. A CONNECT ends with its response.
 *   <li>A request that could not be decoded counts; the response to it, or the closing of the channel,
 *       ends it.
 *   <li>A response before its request has arrived in full ends the request.
 * </ul>
 *
 * <p>Not covered: HTTP/2; clients; bodies that arrive in the handler as one chunked input, which is
 * why it belongs between the codec and a {@code ChunkedWriteHandler}; what happens to requests before
 * the codec has read them, so that those which wait in the socket of a frozen loop are not in flight.
 */
public final class HttpRequestCounter extends RequestCounter {
    private final HttpAnswers answers = new HttpAnswers();

    /**
     * Makes the handler of one channel.
     *
     * @param loops what watches an event loop; empty where nothing does, whose requests are not counted
     * @param onFault told when the counter failed and is about to leave its pipeline; on the event loop
     */
    public HttpRequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        super(loops, onFault);
    }

    @Override
    boolean beginsRequest(Object message) {
        return message instanceof HttpRequest;
    }

    @Override
    boolean endsAnswer(Object message) {
        return answers.endWith(message);
    }
}
