package dev.holter.shop;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request, some of them after blocking the event loop, and notes the line that does it. */
final class ShopHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final URI upstream;
    private final AtomicInteger blockingLine;

    ShopHandler(URI upstream, AtomicInteger blockingLine) {
        this.upstream = upstream;
        this.blockingLine = blockingLine;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) throws Exception {
        switch (request.uri()) {
            case "/sleep" -> sleep();
            case "/upstream" -> askUpstream();
            default -> {}
        }
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        var unused = ctx.writeAndFlush(response, ctx.voidPromise());
    }

    private void sleep() throws InterruptedException {
        nextLineBlocks();
        Thread.sleep(400);
    }

    private void askUpstream() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) upstream.toURL().openConnection();
        nextLineBlocks();
        connection.getResponseCode();
        connection.disconnect();
    }

    private void nextLineBlocks() {
        int line = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
        blockingLine.set(line + 1);
    }
}
