package dev.holter.collector.config;

/**
 * What a probe may send at most; a stream that passes one of them is ended and counted.
 *
 * @param connections streams at a time, of all probes together
 * @param messageBytes size of one message
 * @param incidentBytes size of one incident, which stays in memory
 * @param loops loops of one process
 * @param buckets buckets of one histogram that are not empty
 * @param incidentsPerMinute incident messages of one process in a minute
 */
public record IngestLimits(
        int connections, int messageBytes, int incidentBytes, int loops, int buckets, int incidentsPerMinute) {
    public IngestLimits {
        requirePositive("connections", connections);
        requirePositive("messageBytes", messageBytes);
        requirePositive("incidentBytes", incidentBytes);
        requirePositive("loops", loops);
        requirePositive("buckets", buckets);
        requirePositive("incidentsPerMinute", incidentsPerMinute);
    }

    /** 1000 connections, 4 MiB a message, 256 KiB an incident, 4096 loops, 2048 buckets, 600 incidents a minute. */
    public static IngestLimits defaults() {
        return new IngestLimits(1000, 4 << 20, 256 << 10, 4096, 2048, 600);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new ConfigurationException("The limit " + name + " is " + value + ": it has to be 1 or more.");
        }
    }
}
