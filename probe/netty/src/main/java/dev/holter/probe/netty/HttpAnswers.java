package dev.holter.probe.netty;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells where the answers of one HTTP/1.1 connection end, by the messages that are written to it. */
final class HttpAnswers {
    /** Whether the response that is being written is a 1xx whose last content is yet to come. */
    private boolean interim;

    /** Whether the message is the last part of an answer. To be asked once for each, in their order. */
    boolean endWith(Object message) {
        if (message instanceof HttpResponse response) {
            interim = isInterim(response.status());
        }
        return message instanceof LastHttpContent && !interim;
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }
}
