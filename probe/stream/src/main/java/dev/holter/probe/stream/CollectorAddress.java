package dev.holter.probe.stream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a collector listens.
 *
 * @param host name or IP address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
record CollectorAddress(String host, int port) {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(?<ipv6>[0-9A-Fa-f:.%\\w]+)]|(?<name>[\\w.-]+)):(?<port>\\d{1,5})");
    private static final Pattern HOST = Pattern.compile("[\\w.-]+|(?=.*:)[0-9A-Fa-f:.%\\w]+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1", Pattern.CASE_INSENSITIVE);

    /**
     * @throws IllegalArgumentException where it is no address
     */
    CollectorAddress {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "collector host \"" + host + "\" is neither a name nor an IP address, such as 127.0.0.1");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("collector port " + port + " is not between 1 and 65535");
        }
    }

    /**
     * Reads {@code HOST:PORT}, an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    static CollectorAddress parse(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "collector address \"" + text + "\" is not HOST:PORT, such as 127.0.0.1:4747 or [::1]:4747");
        }
        String ipv6 = matcher.group("ipv6");
        return new CollectorAddress(
                ipv6 == null ? matcher.group("name") : ipv6, Integer.parseInt(matcher.group("port")));
    }

    /** Whether what is sent there stays on this host. Looks no name up: only {@code localhost} is trusted to be local. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
