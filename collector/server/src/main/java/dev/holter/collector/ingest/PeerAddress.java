package dev.holter.collector.ingest;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Makes the address of a call's other end known to the service, for its log. */
final class PeerAddress implements ServerInterceptor {
    private static final Context.Key<String> KEY = Context.keyWithDefault("peer-address", "an unknown address");

    /** That of the call that the current thread is starting. */
    static String current() {
        return KEY.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String address = String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        Context context = Context.current().withValue(KEY, address.startsWith("/") ? address.substring(1) : address);
        return Contexts.interceptCall(context, call, headers, next);
    }
}
