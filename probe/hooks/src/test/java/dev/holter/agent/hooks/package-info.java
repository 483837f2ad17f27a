@NullMarked
package dev.holter.agent.hooks;

import org.jspecify.annotations.NullMarked;
