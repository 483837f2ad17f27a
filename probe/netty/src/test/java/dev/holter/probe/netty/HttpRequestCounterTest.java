package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpRequestCounterTest {
    private final Transport transport = new Transport();
    private final CountedChannel counted = new CountedChannel(HttpRequestCounter::new, transport);

    @AfterEach
    void close() {
        counted.close();
    }

    @Test
    void requestIsFinished_whenItsResponseHasBeenFlushed() {
        read(request());
        counted.awaitRequests(1, 0);

        write(response(HttpResponseStatus.OK));
        counted.awaitRequests(1, 0);
        flush();
        counted.awaitRequests(1, 1);
    }

    @Test
    void requestInParts_isStartedByItsFirst() {
        read(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/orders"));
        counted.awaitRequests(1, 0);

        read(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
        read(LastHttpContent.EMPTY_LAST_CONTENT);
        counted.awaitRequests(1, 0);
    }

    @Test
    void responseInParts_endsWithItsLast() {
        read(request());
        write(head(HttpResponseStatus.OK));
        write(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
        flush();
        counted.awaitRequests(1, 0);

        write(LastHttpContent.EMPTY_LAST_CONTENT);
        flush();
        counted.awaitRequests(1, 1);
    }

    @Test
    void responseThatCannotBeWritten_endsTheRequest() {
        transport.refuse();
        read(request());
        write(response(HttpResponseStatus.OK));
        flush();

        counted.awaitRequests(1, 1);
    }

    @Test
    void pipelinedRequests_areAllInFlight() {
        read(request());
        read(request());
        read(request());
        write(response(HttpResponseStatus.OK));
        flush();

        counted.awaitRequests(3, 1);
    }

    @Test
    void interimResponse_isNotTheEnd() {
        read(request());
        write(response(HttpResponseStatus.CONTINUE));
        write(head(HttpResponseStatus.PROCESSING));
        write(LastHttpContent.EMPTY_LAST_CONTENT);
        flush();
        counted.awaitRequests(1, 0);

        write(response(HttpResponseStatus.OK));
        flush();
        counted.awaitRequests(1, 1);
    }

    @Test
    void upgrade_endsTheRequestAndLetsTheRestThrough() {
        read(request());
        write(response(HttpResponseStatus.SWITCHING_PROTOCOLS));
        flush();
        counted.awaitRequests(1, 1);

        read("a frame of another protocol");
        write("and its answer");
        flush();
        counted.awaitRequests(1, 1);
        assertThat(counted.isCounting()).isTrue();
    }

    @Test
    void responseToHead_endsTheRequest() {
        read(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.HEAD, "/"));
        write(head(HttpResponseStatus.OK));
        write(LastHttpContent.EMPTY_LAST_CONTENT);
        flush();

        counted.awaitRequests(1, 1);
    }

    @Test
    void responseThatNobodyAskedFor_isNotCounted() {
        write(response(HttpResponseStatus.REQUEST_TIMEOUT));
        flush();
        read(request());

        counted.awaitRequests(1, 0);
    }

    @Test
    void requestsInFlight_areGivenUpWhenTheChannelCloses() {
        read(request());
        read(request());
        write(response(HttpResponseStatus.OK));
        counted.channel().close().syncUninterruptibly();
        counted.awaitRequests(2, 2);
    }

    @Test
    void requestsInFlight_areGivenUpWhenTheHandlerIsRemoved() {
        read(request());
        counted.channel().pipeline().remove(HttpRequestCounter.class);

        counted.awaitRequests(1, 1);
    }

    @Test
    void voidPromise_isCountedToo() {
        read(request());
        var unused = counted.channel()
                .write(response(HttpResponseStatus.OK), counted.channel().voidPromise());
        flush();

        counted.awaitRequests(1, 1);
    }

    @Test
    void counterThatFails_leavesThePipelineAndLetsTheMessageThrough() {
        read(request());
        BrokenResponse broken = new BrokenResponse();
        write(broken);

        assertThat(transport.lastWritten()).isSameAs(broken);
        assertThat(counted.isCounting()).isFalse();
        assertThat(counted.faults().count()).isEqualTo(1);
        counted.awaitReportedFaults(1);
        counted.awaitRequests(1, 1);
        counted.channel().checkException();
    }

    private void read(Object message) {
        counted.channel().writeInbound(message);
        assertThat(counted.channel().<Object>readInbound()).isSameAs(message);
    }

    private void write(Object message) {
        var unused = counted.channel().write(message);
    }

    private void flush() {
        counted.channel().flush();
    }

    private static DefaultFullHttpRequest request() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }

    private static DefaultFullHttpResponse response(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    }

    private static DefaultHttpResponse head(HttpResponseStatus status) {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    }

    private static final class Transport extends ChannelOutboundHandlerAdapter {
        private Object lastWritten = "nothing";
        private boolean refuses;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            lastWritten = message;
            ReferenceCountUtil.release(message);
            if (refuses) {
                promise.tryFailure(new IOException("connection reset"));
            } else {
                promise.trySuccess();
            }
        }

        Object lastWritten() {
            return lastWritten;
        }

        void refuse() {
            refuses = true;
        }
    }

    private static final class BrokenResponse extends DefaultHttpResponse {

        BrokenResponse() {
            super(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        }

        @Override
        public HttpResponseStatus status() {
            throw new IllegalStateException("no status");
        }
    }
}
