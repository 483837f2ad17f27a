package dev.holter.probe.stream;

import io.grpc.InsecureChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** TCP without encryption. */
final class TcpTransport implements Transport {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /**
     * A peer that has sent nothing for the one is asked for a sign of life and given up after the other.
     * gRPC takes no lower value for the first.
     */
    private static final Duration KEEPALIVE_AFTER = Duration.ofSeconds(10);

    private static final Duration KEEPALIVE_PATIENCE = Duration.ofSeconds(5);

    /** An answer is a name and a number; nothing larger is worth memory. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final CollectorAddress address;

    TcpTransport(CollectorAddress address) {
        this.address = address;
    }

    @Override
    public Link open(StreamThreads threads) {
        CuttableSockets sockets = new CuttableSockets(CONNECT_PATIENCE);
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forTarget(
                        "dns:///" + address, InsecureChannelCredentials.create())
                .socketFactory(sockets)
                .executor(threads.driver())
                .scheduledExecutorService(threads.driver())
                .transportExecutor(threads.io())
                .offloadExecutor(threads.io())
                .keepAliveTime(KEEPALIVE_AFTER.toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(KEEPALIVE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveWithoutCalls(false)
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .proxyDetector(target -> null)
                .disableServiceConfigLookUp()
                .disableRetry();
        return new Link(builder.build(), sockets);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
