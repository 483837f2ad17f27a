package dev.holter.benchmarks.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;

/** What a measured service holds in memory. Any thread. */
final class Orders {
    private static final int COUNT = 200;
    private static final int FIRST = 10_000;

    private static final List<Order> ALL =
            IntStream.range(0, COUNT).mapToObj(Orders::order).toList();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Orders() {}

    /** Writes all of them anew, with the library that services do this with. */
    static byte[] asJson() {
        try {
            return JSON.writeValueAsBytes(ALL);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Order order(int number) {
        return new Order(
                FIRST + number, "customer " + (FIRST + number * 7 % COUNT), (FIRST + number * 13 % COUNT) / 100.0);
    }

    /**
     * One of them.
     *
     * @param total in euros
     */
    record Order(int id, String customer, double total) {}
}
