package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessageRequestCounterTest {

    @Test
    void messagesThatArriveAndAreWritten_areRequestsAndTheirEnds() {
        try (CountedChannel counted = new CountedChannel(MessageRequestCounter::new)) {
            counted.channel().writeInbound("one", "two", "three");
            counted.channel().writeOutbound("answer to one");

            counted.awaitRequests(3, 1);
        }
    }

    @Test
    void answersBeyondTheRequests_areNotCounted() {
        try (CountedChannel counted = new CountedChannel(MessageRequestCounter::new)) {
            counted.channel().writeOutbound("greeting");
            counted.channel().writeInbound("one");
            counted.channel().writeOutbound("answer", "news");
            counted.channel().writeInbound("two");

            counted.awaitRequests(2, 1);
        }
    }

    @Test
    void channelOfALoopThatIsNotWatched_isNotCounted() {
        CounterFaults faults = new CounterFaults(() -> {});
        EmbeddedChannel channel = new EmbeddedChannel(new MessageRequestCounter(loop -> Optional.empty(), faults));

        assertThat(channel.writeInbound("one", "two")).isTrue();

        assertThat(faults.count()).isZero();
        assertThat(channel.<String>readInbound()).isEqualTo("one");
        assertThat(channel.<String>readInbound()).isEqualTo("two");
        assertThat(channel.pipeline().get(MessageRequestCounter.class).isUsed()).isFalse();
        assertThat(channel.finishAndReleaseAll()).isFalse();
    }
}
