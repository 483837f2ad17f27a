package dev.holter.collector.explain;

import static dev.holter.collector.domain.Reported.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StallPart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    private static final StackFrame CULPRIT = new StackFrame("com.acme.Upstream$Check", "call", "Upstream.java", 42);

    @ParameterizedTest
    @EnumSource
    void everyCause_hasSentences(Cause cause) {
        assertThat(Advice.of(incident("i-1").cause(cause).build()))
                .isNotEmpty()
                .allMatch(sentence -> sentence.endsWith(".") && Character.isUpperCase(sentence.charAt(0)));
    }

    @Test
    void networkCall_isToHaveATimeoutAndToRunElsewhere() {
        assertThat(Advice.of(incident("i-1").detail("peer", "10.0.0.7:5432").build()))
                .containsExactly(
                        "Make this call without blocking, or run it on a worker thread.",
                        "Give it a read timeout that is shorter than your callers wait: without one it lasts as long as"
                                + " 10.0.0.7:5432 likes.",
                        "Find out why 10.0.0.7:5432 took so long to answer.");
    }

    @Test
    void connecting_isToHaveAConnectTimeout() {
        assertThat(Advice.of(incident("i-1")
                        .stack(frame("sun.nio.ch.Net", "connect0"), CULPRIT)
                        .build()))
                .anyMatch(sentence -> sentence.contains("a connect timeout"));
    }

    @Test
    void nameThatIsLookedUp_isAMatterOfTheResolver() {
        assertThat(Advice.of(incident("i-1")
                        .stack(frame("java.net.Inet6AddressImpl", "lookupAllHostAddr"), CULPRIT)
                        .build()))
                .singleElement()
                .asString()
                .contains("name service");
    }

    @Test
    void whatHappensUnderTheCulprit_isNotTakenForWhatItCalls() {
        assertThat(Advice.of(incident("i-1")
                        .stack(CULPRIT, frame("io.netty.channel.Bootstrap", "connect"))
                        .build()))
                .noneMatch(sentence -> sentence.contains("a connect timeout"));
    }

    @Test
    void logThatBlocks_isToGetAQueue() {
        assertThat(Advice.of(incident("i-1")
                                .cause(Cause.FILE)
                                .stack(frame("java.io.PrintStream", "println"), CULPRIT)
                                .build())
                        .getFirst())
                .contains("log or standard output");
    }

    @Test
    void holderOfALock_isNamedWithWhatItDoes() {
        assertThat(Advice.of(incident("i-1")
                                .cause(Cause.LOCK)
                                .blocker("pool-1", frame("java.lang.Thread", "sleep0"), frame("com.acme.Cache", "load"))
                                .build())
                        .getFirst())
                .isEqualTo("Thread \"pool-1\" holds the lock, at Cache.load (Cache.java:7): let it do less while it"
                        + " holds it.");
    }

    @Test
    void wait_saysWhoIsToBringTheResultAndThatItMayBeADeadlock() {
        List<String> advice = Advice.of(incident("i-1")
                .cause(Cause.WAIT)
                .blocker("pool-1", frame("com.acme.Query", "run"))
                .build());

        assertThat(advice).contains("The result is to come from thread \"pool-1\", at Query.run (Query.java:7).");
        assertThat(advice.getLast()).contains("deadlock");
    }

    @Test
    void computation_isToMoveToAWorker() {
        assertThat(Advice.of(incident("i-1").cause(Cause.CPU).build()))
                .containsExactly(
                        "Run Upstream$Check.call (Upstream.java:42) on a worker thread, or in slices that let the"
                                + " loop go on in between.");
    }

    @Test
    void processThatWasThrottled_isToGetMoreOfItsQuota() {
        assertThat(Advice.of(incident("i-1")
                        .cause(Cause.STARVED)
                        .detail("throttled", "310.0 ms")
                        .build()))
                .singleElement()
                .asString()
                .contains("CPU quota", "for 310.0 ms");
    }

    @Test
    void machineWhoseHostIsBusy_isToBeMoved() {
        assertThat(Advice.of(incident("i-1")
                        .cause(Cause.STARVED)
                        .detail("stolen", "40.0 ms")
                        .build()))
                .singleElement()
                .asString()
                .contains("host", "for 40.0 ms", "steal");
    }

    @Test
    void collectionThatSomebodyCalledFor_isToBeFound() {
        assertThat(Advice.of(incident("i-1")
                        .cause(Cause.GC)
                        .detail("collection", "G1 Full (System.gc())")
                        .build()))
                .singleElement()
                .asString()
                .contains("System.gc()", "ExplicitGCInvokesConcurrent");
    }

    @Test
    void notablePart_getsASentenceOfItsOwn() {
        assertThat(Advice.of(incident("i-1")
                        .parts(new StallPart(Cause.SOCKET, 45_000_000), new StallPart(Cause.GC, 15_000_000))
                        .build()))
                .last()
                .asString()
                .startsWith("For the 15 ms in a garbage collection: Give the heap more room");
    }

    @Test
    void smallPart_getsNone() {
        assertThat(Advice.of(incident("i-1")
                        .parts(new StallPart(Cause.SOCKET, 55_000_000), new StallPart(Cause.GC, 5_000_000))
                        .build()))
                .noneMatch(sentence -> sentence.startsWith("For the"));
    }

    private static StackFrame frame(String className, String method) {
        return new StackFrame(className, method, className.substring(className.lastIndexOf('.') + 1) + ".java", 7);
    }
}
