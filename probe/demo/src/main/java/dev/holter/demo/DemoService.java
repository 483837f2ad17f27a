package dev.holter.demo;

import dev.holter.probe.Probe;
import dev.holter.probe.netty.NettyLoops;
import dev.holter.probe.stream.CollectorStream;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

/**
 * The service that the demonstration freezes: a Netty HTTP server with the probe embedded. It answers
 * {@code GET /work}, and {@code GET /health?cause=socket|sleep|lock|cpu&freezeMs=N} is the health check
 * with the planted mistake. Says on standard output, one JSON object a line, that it is {@code ready},
 * and when a freeze began and ended. Ends at the end of standard input, so that it never outlives who
 * started it, and on SIGTERM. A wrong option is one line on standard error and exit status 2.
 */
public final class DemoService implements AutoCloseable {
    private final Probe probe;
    private final DemoServer server;
    private final EventLines lines = new EventLines(System.out);

    private DemoService(DemoOptions options) {
        probe = startProbe(options);
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(options.loops(), NioIoHandler.newFactory());
        NettyLoops loops = NettyLoops.watch(probe, "http", workers);
        server = new DemoServer(workers, loops, new Routes(new HealthCheck(options.upstream(), lines)));
    }

    /** Runs the service; see {@link DemoOptions} for {@code --key=value}. */
    public static void main(String[] args) {
        try {
            DemoOptions options = DemoOptions.parse(args);
            DemoService service = new DemoService(options);
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "demo-shutdown"));
            service.serve(options.port());
        } catch (UsageException wrong) {
            System.err.println("demo service: " + wrong.getMessage());
            System.exit(2);
        }
    }

    @Override
    public void close() {
        server.close();
        probe.close();
        lines.close();
    }

    private void serve(int wantedPort) {
        int port = server.listen(wantedPort);
        long pid = ProcessHandle.current().pid();
        lines.tell("{\"event\":\"ready\",\"port\":" + port + ",\"pid\":" + pid + "}");
        Lifeline.exitAtEndOf(System.in);
    }

    private static Probe startProbe(DemoOptions options) {
        try {
            return Probe.builder(options.service())
                    .stallThreshold(options.threshold())
                    .sink(CollectorStream.to(options.collector()))
                    .start();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
