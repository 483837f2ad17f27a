package dev.holter.agent;

import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A service of {@code com.example.stock} as a process of the JDK that runs the test. Closing it ends it. */
final class StockProcess implements AutoCloseable {
    static final Path AGENT = Path.of(Objects.requireNonNull(System.getProperty("agent.jar")));
    static final Path LIBRARIES = Path.of(Objects.requireNonNull(System.getProperty("services.directory")));

    private final Process process;
    private final Path output;
    private final Path errors;

    private StockProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts a service.
     *
     * @param kind argument of {@code StockService}
     * @param libraries folder of the libraries that it gets
     * @param prefix what starts the java program, and the environment of it
     * @param jvmOptions options of the JVM
     */
    static StockProcess start(Path folder, String kind, String libraries, List<String> prefix, List<String> jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(javaProgram());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(libraries), "com.example.stock.StockService", kind));
        return start(folder, command);
    }

    /** Starts a service with JVM options of its own and the newest libraries. */
    static StockProcess start(Path folder, String kind, String... jvmOptions) throws IOException {
        return start(folder, kind, "newest", List.of(), List.of(jvmOptions));
    }

    /** Starts any program. */
    static StockProcess start(Path folder, List<String> command) throws IOException {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new StockProcess(process, output, errors);
    }

    static String agentOption(String arguments) {
        return "-javaagent:" + AGENT + "=" + arguments;
    }

    static List<String> javaProgram() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m");
    }

    static String classPath(String libraries) {
        try {
            Path classes = Path.of(StockProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes + File.pathSeparator + LIBRARIES.resolve(libraries) + File.separator + "*";
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads the agent into the running process. */
    void attach(String arguments) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            machine.loadAgent(AGENT.toString(), arguments);
        } finally {
            machine.detach();
        }
    }

    /** A system property of the process. */
    Optional<String> property(String name) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            return Optional.ofNullable(machine.getSystemProperties().getProperty(name));
        } finally {
            machine.detach();
        }
    }

    /** Waits until the service listens. */
    StockProcess awaitPort() throws Exception {
        Optional<Integer> unused =
                Eventually.await("the service listens", this::port, port -> port.isPresent() || !process.isAlive());
        if (port().isEmpty()) {
            throw new AssertionError("the service ended: " + output() + errors());
        }
        return this;
    }

    /** What the service answers on a new connection; it freezes a loop for 400 ms for it. */
    String ask() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port().orElseThrow())) {
            socket.setSoTimeout(30_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where it listens. */
    int listeningPort() {
        return port().orElseThrow();
    }

    long pid() {
        return process.pid();
    }

    /** What it wrote to standard error so far. */
    String errors() {
        return read(errors);
    }

    /** The lines of standard error that are the agent's. */
    List<String> agentLines() {
        return errors().lines().filter(line -> line.startsWith("holter: ")).toList();
    }

    String output() {
        return read(output);
    }

    /** Ends its standard input, which ends the service, and waits for that. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return awaitEnd();
    }

    /** Waits until it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the service does not end: " + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private Optional<Integer> port() {
        return output().lines()
                .filter(line -> line.startsWith("port "))
                .map(line -> Integer.valueOf(line.substring("port ".length())))
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
