package com.example.stock;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** An HTTP/1.1 server over Netty, 4.1 or 4.2, whichever is there, that answers at once. */
final class NettyHttpStock {
    private NettyHttpStock() {}

    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    static int listen() {
        return NettyStock.listen(
                new NioEventLoopGroup(2),
                channel -> channel.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(1024), new Handler()));
    }

    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            byte[] answer = "42\n".getBytes(StandardCharsets.US_ASCII);
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(answer));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.length);
            ChannelFuture unused = ctx.writeAndFlush(response);
        }
    }
}
