package dev.holter.agent.hooks;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A process with an HTTP server, and the agent in it. It prints its port; told how many requests have to be
 * counted, it waits for that and says so; it ends when it is told no more.
 */
@SuppressWarnings("deprecation") // the event loop group of 4.1 is what most services have
public final class HookedService {
    private static @Nullable HookedProcess hooked;

    private HookedService() {}

    public static void premain(String unused, Instrumentation instrumentation) {
        hooked = new HookedProcess(instrumentation);
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (HookedProcess process = hooked;
                NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class)) {
            System.out.println(server.port());
            for (String line = in.readLine(); line != null && process != null; line = in.readLine()) {
                String[] expected = line.split(" ", -1);
                process.awaitRequests(Long.parseLong(expected[0]), Long.parseLong(expected[1]));
                System.out.println("counted " + expected[1] + " of " + expected[0]);
            }
        }
    }
}
