package dev.holter.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that starts real processes: a parameter of type {@link Processes} is provided, which ends
 * with the test method, or with the class where a {@code @BeforeAll} method asked for it first. The
 * processes' logs are printed where a test fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real-processes")
@ExtendWith(ProcessesExtension.class)
public @interface RealProcesses {}
