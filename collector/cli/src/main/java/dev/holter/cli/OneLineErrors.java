package dev.holter.cli;

import dev.holter.cli.error.UserError;
import dev.holter.collector.config.ConfigurationException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells the user of an error in one line, and ends the command with status 2. The stack trace of an
 * error that nobody foresaw is printed with {@code -Dholter.debug=true}.
 */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, oneLine(String.valueOf(error.getMessage())) + "; see " + name + " --help");
        return ExitStatus.USAGE;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        print(command, message(error));
        if (Boolean.getBoolean("holter.debug")) {
            error.printStackTrace(command.getErr());
        }
        return ExitStatus.USAGE;
    }

    private static String message(Exception error) {
        boolean foreseen = error instanceof UserError || error instanceof ConfigurationException;
        return oneLine(foreseen ? String.valueOf(error.getMessage()) : "unexpected failure: " + error);
    }

    private static void print(CommandLine command, String line) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
        command.getErr().flush();
    }

    /** Messages of libraries may have several lines; the first ones say what matters. */
    private static String oneLine(String message) {
        return String.join(
                " ", Arrays.stream(message.split("\\R")).map(String::strip).toList());
    }
}
