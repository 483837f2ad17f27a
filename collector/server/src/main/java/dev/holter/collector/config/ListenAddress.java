package dev.holter.collector.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a server listens.
 *
 * @param host name or literal address of a local interface
 * @param port 0 to 65535; 0 takes any free port
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank()) {
            throw new ConfigurationException(
                    "The address to listen on has no host: write HOST:PORT, as 127.0.0.1:4747.");
        }
        if (port < 0 || port > 65535) {
            throw new ConfigurationException("Port " + port + " of " + host + " does not exist: 0 to 65535 do.");
        }
    }

    /**
     * Resolves the host, which may ask a name server.
     *
     * @throws ConfigurationException where the host is not known
     */
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "Cannot listen on " + this + ": the host " + host
                            + " is not known. Use an address of this machine.",
                    e);
        }
    }

    /** {@code HOST:PORT}, with brackets round an IPv6 address. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
