package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;

/** Channels that cannot do what they are watched for. */
class ChannelsTest extends LoopTest {

    private static Pipe pipe() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        return pipe;
    }

    @Test
    void readerOfAChannelThatIsOnlyWrittenTo_isRefused() throws Exception {
        Pipe pipe = pipe();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThatThrownBy(() -> loop.addReader(sink, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be read");
            assertThat(loop.removeReader(sink)).isFalse();
            assertThat(source.isOpen()).isTrue();
        }
    }

    @Test
    void writerOfAChannelThatIsOnlyReadFrom_isRefused_andForgotten() throws Exception {
        Pipe pipe = pipe();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            loop.addReader(source, () -> {});
            assertThatThrownBy(() -> loop.addWriter(source, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be written to");
            assertThat(loop.removeReader(source)).isTrue();
            assertThat(sink.isOpen()).isTrue();
        }
    }

    @Test
    void readerOfAChannelThatWasJustClosed_isRefused() throws Exception {
        Pipe pipe = pipe();
        try (Pipe.SourceChannel source = pipe.source()) {
            loop.addWriter(pipe.sink(), () -> {});
            loop.addReader(source, () -> {});
            pipe.sink().close();

            assertThatThrownBy(() -> loop.addWriter(pipe.sink(), () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is closed");
            spin();
            assertThatThrownBy(() -> loop.addWriter(pipe.sink(), () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is closed");
        }
    }
}
