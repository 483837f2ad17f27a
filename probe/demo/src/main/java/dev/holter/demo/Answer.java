package dev.holter.demo;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** What a route answers: a status and a small JSON object. */
record Answer(HttpResponseStatus status, String json) {

    static Answer ok(String json) {
        return new Answer(HttpResponseStatus.OK, json);
    }

    /** An error; the detail must need no escaping in JSON. */
    static Answer error(HttpResponseStatus status, String detail) {
        return new Answer(status, "{\"error\":\"" + detail + "\"}");
    }

    FullHttpResponse toResponse() {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }
}
