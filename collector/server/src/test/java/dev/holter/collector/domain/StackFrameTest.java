package dev.holter.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackFrameTest {

    @Test
    void place_isShortAndSaysWhatIsKnown() {
        assertThat(new StackFrame("com.acme.Check", "call", "Check.java", 42).place())
                .isEqualTo("Check.call (Check.java:42)");
        assertThat(new StackFrame("Check", "call", "Check.java", 0).place()).isEqualTo("Check.call (Check.java)");
        assertThat(new StackFrame("com.acme.Check", "call", "", -1).place()).isEqualTo("Check.call");
    }
}
