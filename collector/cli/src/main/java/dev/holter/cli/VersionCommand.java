package dev.holter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holter version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        if (output.json()) {
            output.line(JsonNodeFactory.instance
                    .objectNode()
                    .put("version", Version.ofHolter())
                    .put("java", Version.ofJava()));
        } else {
            output.line(new Version().getVersion()[0]);
        }
        return ExitStatus.FINE;
    }
}
