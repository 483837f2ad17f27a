package dev.holter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command prints, and in which form: the options that every command has. */
final class Output {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    /** Whether the user asked for JSON. */
    boolean json() {
        return json;
    }

    /** Standard output. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Standard error. */
    PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** Prints one line of text. */
    void line(String text) {
        out().println(text);
        out().flush();
    }

    /** Prints one line of JSON. */
    void line(JsonNode object) {
        line(object.toString());
    }
}
