/**
 * Holds what the collector says of the zoo's services against what really happened in them. Imports the
 * test kit; the test's threads call it. Start with {@link dev.holter.system.zoo.DiagnosisIT}.
 */
@NullMarked
package dev.holter.system.zoo;

import org.jspecify.annotations.NullMarked;
