package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodecRequestCounterTest {
    private static final HttpRequest REQUEST =
            new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/orders");

    private final CountedChannel counted = new CountedChannel();

    @BeforeEach
    void count() {
        CodecRequestCounter.count(counted.channel(), counted::watching, counted.faults());
    }

    @AfterEach
    void close() {
        counted.close();
    }

    @Test
    void requestIsFinished_whenItsEncodedAnswerHasBeenFlushed() {
        counter().decoded(REQUEST);
        counter().decoded(LastHttpContent.EMPTY_LAST_CONTENT);
        counter().encodes(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        counted.awaitRequests(1, 0);

        counter().flushed();
        counted.awaitRequests(1, 1);
    }

    @Test
    void requestsInFlight_areGivenUpWhenTheChannelCloses() {
        counter().decoded(REQUEST);
        counter().decoded(REQUEST);
        counted.awaitRequests(2, 0);

        counted.channel().close().syncUninterruptibly();
        counted.awaitRequests(2, 2);
    }

    @Test
    void counterThatLeaves_givesUpWhatIsInFlight() {
        CodecRequestCounter counter = counter();
        assertThat(counter.isUsed()).isFalse();
        counter.decoded(REQUEST);
        counter.leave();

        assertThat(counter.isUsed()).isTrue();
        assertThat(CodecRequestCounter.of(counted.channel())).isNull();
        counted.awaitRequests(1, 1);
    }

    @Test
    void messageThatCannotBeRead_makesTheCounterLeaveItsChannelAlone() {
        counter().decoded(REQUEST);
        counter().encodes(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK) {
            @Override
            public HttpResponseStatus status() {
                throw new IllegalStateException("no status yet");
            }
        });

        counted.awaitRequests(1, 1);
        assertThat(counted.faults().count()).isEqualTo(1);
        assertThat(CodecRequestCounter.of(counted.channel())).isNull();
    }

    private CodecRequestCounter counter() {
        CodecRequestCounter counter = CodecRequestCounter.of(counted.channel());
        assertThat(counter).isNotNull();
        return counter;
    }
}
