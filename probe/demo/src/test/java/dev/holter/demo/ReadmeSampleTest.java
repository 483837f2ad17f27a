package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says to write compiles. */
class ReadmeSampleTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void embeddingSample_compiles(@TempDir Path classes) throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("user.dir"), "../../README.md"));
        Matcher block = JAVA_BLOCK.matcher(readme);
        assertThat(block.find()).as("README.md has a Java sample").isTrue();
        StringWriter messages = new StringWriter();

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiles = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(source(around(block.group(1)))))
                .call();

        assertThat(compiles).as(messages.toString()).isTrue();
    }

    private static String around(String sample) {
        return """
                import dev.holter.probe.Probe;
                import dev.holter.probe.netty.NettyLoops;
                import dev.holter.probe.stream.CollectorStream;
                import io.netty.channel.Channel;
                import io.netty.channel.EventLoopGroup;
                import io.netty.handler.codec.http.HttpServerCodec;

                class Sample {
                    void embed(EventLoopGroup workerGroup, Channel channel) {
                        %s
                    }
                }
                """.formatted(sample);
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
