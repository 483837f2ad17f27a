package dev.holter.demo;

import dev.holter.probe.WatchedLoop;
import dev.holter.probe.netty.NettyLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Answers the requests of one channel on its event loop. */
final class RouteHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOG = System.getLogger(RouteHandler.class.getName());

    private final Routes routes;
    private final NettyLoops loops;

    RouteHandler(Routes routes, NettyLoops loops) {
        this.routes = routes;
        this.loops = loops;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) throws InterruptedException {
        var unused = ctx.writeAndFlush(answer(ctx, request).toResponse());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable fault) {
        if (!(fault instanceof IOException)) { // a client that went away is none of ours
            LOG.log(Level.WARNING, "closing a connection that failed", fault);
        }
        var unused = ctx.close();
    }

    private Answer answer(ChannelHandlerContext ctx, FullHttpRequest request) throws InterruptedException {
        if (request.decoderResult().isFailure()) {
            return Answer.error(HttpResponseStatus.BAD_REQUEST, "this is no HTTP");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return Answer.error(HttpResponseStatus.METHOD_NOT_ALLOWED, "there is only GET");
        }
        String loop = loops.watchedLoop(ctx.channel().eventLoop())
                .map(WatchedLoop::name)
                .orElse("unwatched");
        return routes.answer(request.uri(), loop);
    }
}
