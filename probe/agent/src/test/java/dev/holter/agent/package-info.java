/** Tests of the agent, most of them with real processes. */
@NullMarked
package dev.holter.agent;

import org.jspecify.annotations.NullMarked;
