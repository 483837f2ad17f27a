/**
 * Brings the agent into a JVM that runs already. Imports the JDK's attach API and the command line's errors; the
 * command's thread calls it. Begin reading at {@link dev.holter.cli.attach.RunningJvm}.
 */
@NullMarked
package dev.holter.cli.attach;

import org.jspecify.annotations.NullMarked;
