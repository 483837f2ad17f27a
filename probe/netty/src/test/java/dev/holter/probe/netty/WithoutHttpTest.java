package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class WithoutHttpTest {

    @Test
    void loopsAndMessageCounters_needNoHttpCodec() throws Exception {
        try (NoHttpClassLoader loader = new NoHttpClassLoader()) {
            Object handler = counterOf(loader, "requestCounter");

            assertThat(handler.getClass().getClassLoader()).isSameAs(loader);
            assertThat(handler.getClass().getSimpleName()).isEqualTo("MessageRequestCounter");
            assertThatThrownBy(() -> loader.loadClass("io.netty.handler.codec.http.HttpRequest"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    private static Object counterOf(ClassLoader loader, String method) throws Exception {
        Class<?> loops = Class.forName("dev.holter.probe.netty.NettyLoops", true, loader);
        EventLoopGroup group = new DefaultEventLoopGroup(1);
        try (AutoCloseable probe = dev.holter.probe.Probe.builder("shop").start()) {
            Object watched = loops.getMethod("watch", dev.holter.probe.Probe.class, String.class, EventLoopGroup.class)
                    .invoke(null, probe, "http", group);
            return loops.getMethod(method).invoke(watched);
        } finally {
            TestedGroup.end(group);
        }
    }

    /** Loads the adapter afresh and everything else as usual, but nothing of the HTTP codec. */
    private static final class NoHttpClassLoader extends URLClassLoader {

        NoHttpClassLoader() {
            super(
                    new URL[] {
                        NettyLoops.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    WithoutHttpTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.netty.handler.codec.http.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.holter.probe.netty.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
