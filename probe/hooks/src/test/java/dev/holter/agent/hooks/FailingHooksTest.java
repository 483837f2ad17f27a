package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings({"deprecation", "try"}) // the group of 4.1 is what most services have; hooks work by being there
class FailingHooksTest {
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    @Test
    void directoryThatFails_isToldOnceForEachHook_andTheServiceRuns() throws IOException {
        LoopDirectory broken = loop -> {
            throw new IllegalStateException("no directory");
        };
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), broken, faults::add);
                NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(2), NioServerSocketChannel.class);
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                client.readUntil("orders");
            }
        }

        assertThat(faults)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder(
                        "the callbacks of Netty's loops are not timed: the hook failed with"
                                + " java.lang.IllegalStateException: no directory",
                        "the requests of Netty's channels are not counted: the hook failed with"
                                + " java.lang.IllegalStateException: no directory");
    }

    @Test
    void versionThatIsNotKnown_isToldAndRunsWithoutTheHook() throws Exception {
        URL testClasses =
                FailingHooksTest.class.getProtectionDomain().getCodeSource().getLocation();
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), loop -> Optional.empty(), faults::add);
                URLClassLoader service =
                        new URLClassLoader(new URL[] {testClasses}, ClassLoader.getPlatformClassLoader())) {
            Class<?> strange = service.loadClass("strange.netty.util.concurrent.SingleThreadEventExecutor");
            assertThat(strange.getMethod("answer").invoke(null)).isEqualTo(42);
        }

        assertThat(faults)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("the callbacks of Netty's loops are not timed:"
                        + " strange.netty.util.concurrent.SingleThreadEventExecutor is not as in the versions of"
                        + " Netty that are known");
    }
}
