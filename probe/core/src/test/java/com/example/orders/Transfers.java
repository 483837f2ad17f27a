package com.example.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Callbacks that move bytes and have to wait for the other side. */
public final class Transfers {
    private Transfers() {}

    public static void receive(int timeoutMillis) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(timeoutMillis);
            socket.receive(new DatagramPacket(new byte[16], 16));
        }
    }

    public static Socket accept(ServerSocket server) throws IOException {
        return server.accept();
    }

    public static SocketChannel accept(ServerSocketChannel server) throws IOException {
        return server.accept();
    }

    public static void connect(SocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
        }
    }

    public static void shakeHands(InetSocketAddress server) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) SSLSocketFactory.getDefault().createSocket(server.getAddress(), server.getPort())) {
            socket.startHandshake();
        }
    }

    public static void send(SocketChannel channel) throws IOException {
        ByteBuffer much = ByteBuffer.allocate(1 << 20);
        while (true) {
            channel.write(much.clear());
        }
    }

    public static int readPipe(Pipe pipe) throws IOException {
        return pipe.source().read(ByteBuffer.allocate(16));
    }

    public static String readText(Path file) throws IOException {
        return Files.readString(file);
    }

    public static int readChannel(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.read(ByteBuffer.allocate(16));
        }
    }

    public static void writeChannel(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer much = ByteBuffer.allocate(1 << 16);
            while (true) {
                channel.write(much.clear());
            }
        }
    }

    public static void log(PrintStream out) {
        while (!out.checkError()) {
            out.println("an order came in");
        }
    }

    public static void lockFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock();
        }
    }

    public static String readOutput(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(out.readLine());
    }
}
