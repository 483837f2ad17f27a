package dev.holter.cli;

import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.config.ListenAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}; an IPv6 address stands in brackets, as {@code [::1]:4747}. */
final class HostAndPort implements ITypeConverter<ListenAddress> {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):(\\d{1,5})");

    @Override
    public ListenAddress convert(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not HOST:PORT, as 127.0.0.1:4747 is");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        try {
            return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
        } catch (ConfigurationException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
