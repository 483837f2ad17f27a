package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EncodedRequestCounterTest {
    private final AtomicBoolean told = new AtomicBoolean(true);
    private final CountedChannel counted =
            new CountedChannel((loops, faults) -> new EncodedRequestCounter(loops, faults, told::get));

    @AfterEach
    void close() {
        counted.close();
    }

    @Test
    void requestIsFinished_whenItsEncodedAnswerHasBeenFlushed() {
        read();
        encodes(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        counted.awaitRequests(1, 0);

        counter().channelFlushed();
        counted.awaitRequests(1, 1);
    }

    @Test
    void answersThatNobodyTellsOf_leaveNothingInFlight() {
        read();
        read();
        counted.awaitRequests(2, 0);

        told.set(false);
        read();
        counted.awaitRequests(2, 2);
    }

    @Test
    void messageThatCannotBeRead_makesTheCounterLeaveItsChannelAlone() {
        read();
        encodes(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK) {
            @Override
            public HttpResponseStatus status() {
                throw new IllegalStateException("no status yet");
            }
        });

        counted.awaitRequests(1, 1);
        assertThat(counted.faults()).isEqualTo(1);
        assertThat(counted.isCounting()).isFalse();
        assertThat(EncodedRequestCounter.of(counted.channel())).isNull();
    }

    private void read() {
        counted.channel().writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/orders"));
    }

    private void encodes(Object message) {
        counter().encodes(message);
    }

    private EncodedRequestCounter counter() {
        EncodedRequestCounter counter = EncodedRequestCounter.of(counted.channel());
        assertThat(counter).isNotNull();
        return counter;
    }
}
