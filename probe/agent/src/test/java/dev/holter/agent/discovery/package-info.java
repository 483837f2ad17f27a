/** Tests of what finds loops. */
@NullMarked
package dev.holter.agent.discovery;

import org.jspecify.annotations.NullMarked;
