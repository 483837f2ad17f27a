package dev.holter.testkit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test its {@link Processes}, prints their logs after a failure and lets JUnit close them. */
final class ProcessesExtension implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(ProcessesExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Processes.class;
    }

    @Override
    public Processes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Processes.class, type -> new Processes(folder(context)), Processes.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        @Nullable Processes processes = context.getStore(NAMESPACE).get(Processes.class, Processes.class);
        if (processes != null && context.getExecutionException().isPresent()) {
            System.err.println(context.getDisplayName() + " failed. Its processes wrote:\n" + processes.logs());
        }
    }

    private static Path folder(ExtensionContext context) {
        Path folder =
                Path.of("target", "processes", context.getRequiredTestClass().getSimpleName());
        return context.getTestMethod()
                .map(method -> folder.resolve(method.getName()))
                .orElse(folder)
                .toAbsolutePath();
    }
}
