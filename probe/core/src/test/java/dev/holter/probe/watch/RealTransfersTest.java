package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import com.example.orders.Transfers;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.report.Cause;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on threads that wait for a socket, a file or a child process, on whichever JDK the tests run. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class RealTransfersTest {
    private final RealThreads threads = new RealThreads();

    @TempDir
    private Path folder;

    @AfterEach
    void cleanUp() throws Exception {
        threads.end();
    }

    @Test
    void receivingADatagram_isASocket() {
        threads.assertBlocked(() -> Transfers.receive(0), Cause.SOCKET, "receive");
        threads.assertBlocked(() -> Transfers.receive(60_000), Cause.SOCKET, "receive");
    }

    @Test
    void acceptingAConnection_isASocket() throws Exception {
        ServerSocket server = server(5);
        ServerSocketChannel channel = threads.atTheEnd(ServerSocketChannel.open());
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        threads.assertBlocked(() -> Transfers.accept(server), Cause.SOCKET, "accept");
        threads.assertBlocked(() -> Transfers.accept(channel), Cause.SOCKET, "accept");
    }

    @Test
    void acceptingOnAUnixDomainSocket_isASocket() throws Exception {
        ServerSocketChannel channel = threads.atTheEnd(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        channel.bind(UnixDomainSocketAddress.of(folder.resolve("s")));

        threads.assertBlocked(() -> Transfers.accept(channel), Cause.SOCKET, "accept");
    }

    @Test
    void shakingHands_isASocket() throws Exception {
        InetSocketAddress server = (InetSocketAddress) server(5).getLocalSocketAddress();

        Verdict verdict = threads.assertBlocked(() -> Transfers.shakeHands(server), Cause.SOCKET, "shakeHands");
        assertThat(verdict.details().get("call")).contains("SSLSocket");
    }

    @Test
    void sendingToAPeerThatDoesNotRead_isASocket() throws Exception {
        SocketChannel channel = threads.atTheEnd(SocketChannel.open(server(5).getLocalSocketAddress()));

        threads.assertBlocked(() -> Transfers.send(channel), Cause.SOCKET, "send");
    }

    @Test
    void readingAPipe_isAFileOnEveryJdk() throws Exception {
        Pipe pipe = Pipe.open();
        threads.atTheEnd(pipe.sink());

        threads.assertBlocked(() -> Transfers.readPipe(pipe), Cause.FILE, "readPipe");
    }

    @Test
    void readingAFile_isAFileByWhateverClass() throws Exception {
        Path fifo = fifoThatIsOpen("fifo");

        threads.assertBlocked(() -> Transfers.readText(fifo), Cause.FILE, "readText");
        threads.assertBlocked(() -> Transfers.readChannel(fifo), Cause.FILE, "readChannel");
    }

    @Test
    void writingToAFullPipe_isAFile() throws Exception {
        Path fifo = fifoThatIsOpen("fifo");

        threads.assertBlocked(() -> Transfers.writeChannel(fifo), Cause.FILE, "writeChannel");
    }

    @Test
    void loggingToAFullPipe_isAFileAndBehindItALock() throws Exception {
        PrintStream out =
                new PrintStream(new FileOutputStream(fifoThatIsOpen("fifo").toFile()), true, StandardCharsets.UTF_8);

        Thread one = threads.start("one", () -> Transfers.log(out));
        threads.awaitCulprit(one, 0.01, Cause.FILE, "log");
        Thread other = threads.start("other", () -> Transfers.log(out));
        // Until the pipe is full the two take turns, and either may be the one that fills it.
        RealThreads.await(() -> waitsForTheWriter(one) || waitsForTheWriter(other));
    }

    private boolean waitsForTheWriter(Thread thread) {
        Verdict verdict = threads.verdict(thread, OptionalDouble.of(0));
        return verdict.cause() == Cause.LOCK
                && verdict.culprit().orElseThrow().getMethodName().equals("log")
                && verdict.blocker().stream()
                        .flatMap(owner -> owner.frames().stream())
                        .anyMatch(frame -> frame.getClassName().equals("java.io.FileOutputStream"));
    }

    @Test
    void waitingForTheOutputOfAChild_isAProcessWhereTheStackShowsIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "120").start();
        threads.atTheEnd(() -> process.destroyForcibly().waitFor());
        // Before JDK 25 the stack is that of any stream of a file.
        Cause cause = Runtime.version().feature() >= 25 ? Cause.PROCESS : Cause.FILE;

        threads.assertBlocked(() -> Transfers.readOutput(process), cause, "readOutput");
    }

    @Test
    void waitingForAChildForATime_isAProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "120").start();
        threads.atTheEnd(() -> process.destroyForcibly().waitFor());

        threads.assertBlocked(() -> BlockingCalls.awaitEnd(process), Cause.PROCESS, "awaitEnd");
    }

    private ServerSocket server(int backlog) throws Exception {
        return threads.atTheEnd(new ServerSocket(0, backlog, InetAddress.getLoopbackAddress()));
    }

    /** Open at both ends by somebody else, who neither reads nor writes, and whose end is everybody's. */
    private Path fifoThatIsOpen(String name) throws Exception {
        Path fifo = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        threads.atTheEnd(new RandomAccessFile(fifo.toFile(), "rw"));
        return fifo;
    }
}
