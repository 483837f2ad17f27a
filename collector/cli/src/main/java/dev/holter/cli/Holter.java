package dev.holter.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line, and the main class of the distribution. */
@Command(
        name = "holter",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A heart monitor for event loops: says which loop is frozen, since when, and in which line.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:found something bad: a frozen loop, an open incident, a failed demo",
            "2:wrong usage or configuration"
        },
        subcommands = {
            DemoCommand.class,
            CollectorCommand.class,
            AttachCommand.class,
            LoopsCommand.class,
            IncidentsCommand.class,
            VersionCommand.class
        })
public final class Holter implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine() {
        OneLineErrors errors = new OneLineErrors();
        return new CommandLine(new Holter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .registerConverter(Duration.class, new DurationConverter());
    }

    /** Called where no command was named. */
    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
