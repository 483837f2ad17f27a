package dev.holter.probe.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's tables of the sockets of a network namespace, as in Linux's {@code /proc/self/net}. They have a line for each
 * socket: to read one of ten thousand connections takes some ten milliseconds.
 */
final class SocketTable {
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");
    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;
    private static final int WORD_BYTES = 4;
    private static final Pattern ADDRESS = Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");
    private static final String NO_PORT = "0000";

    private final Path folder;

    SocketTable(Path folder) {
        this.folder = folder;
    }

    /** Address and port at the other end of the socket with this inode; empty where it has none, or none that is known. */
    Optional<String> peer(String inode) {
        return TABLES.stream()
                .map(table -> peer(folder.resolve(table), inode))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> peer(Path table, String inode) {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > INODE && fields[INODE].equals(inode)) {
                    return address(fields[REMOTE_ADDRESS]);
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Of {@code 0100007F:1F90}, where each word of the address is as it lies in a little-endian machine's memory. */
    private static Optional<String> address(String text) throws UnknownHostException {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches() || parts.group(2).equals(NO_PORT)) {
            return Optional.empty();
        }
        byte[] address = HexFormat.of().parseHex(parts.group(1));
        int port = HexFormat.fromHexDigits(parts.group(2));
        byte[] ordered = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            ordered[i] = address[i / WORD_BYTES * WORD_BYTES + WORD_BYTES - 1 - i % WORD_BYTES];
        }
        String host = InetAddress.getByAddress(ordered).getHostAddress();
        return Optional.of((host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
