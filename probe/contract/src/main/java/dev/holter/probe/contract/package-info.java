/**
 * What every adapter has to do, as tests that its own tests inherit. May import the probe's public
 * API, JUnit and AssertJ; runs on JUnit's thread and on the loops under test. Start with {@link
 * dev.holter.probe.contract.LoopContract}.
 */
@NullMarked
package dev.holter.probe.contract;

import org.jspecify.annotations.NullMarked;
