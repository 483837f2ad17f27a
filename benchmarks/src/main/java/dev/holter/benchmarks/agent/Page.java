package dev.holter.benchmarks.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** What a measured service answers. The bytes of a page are always as many. */
enum Page {
    /** What a small service does: a list that it holds in memory, as JSON. */
    ORDERS("/orders", "200 orders as JSON", 72) {
        @Override
        byte[] body() {
            return Orders.asJson();
        }
    },
    /** The same, in the form that most clients ask for. */
    COMPRESSED("/compressed", "200 orders as JSON, compressed", 24) {
        @Override
        byte[] body() {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(Orders.asJson());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return compressed.toByteArray();
        }

        @Override
        Optional<String> encoding() {
            return Optional.of("gzip");
        }
    },
    /** The least that a service can do: the worst case for whatever comes on top of each request. */
    HELLO("/hello", "\"Hello, world\"", 24) {
        @Override
        byte[] body() {
            return GREETING;
        }
    };

    private static final byte[] GREETING = "Hello, world".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final String title;
    private final int pairs;

    Page(String path, String title, int pairs) {
        this.path = path;
        this.title = title;
        this.pairs = pairs;
    }

    String path() {
        return path;
    }

    /** What it is, for a table. */
    String title() {
        return title;
    }

    /** How many pairs of processes tell what an agent takes of it: the less that is, the more. */
    int pairs() {
        return pairs;
    }

    /** Makes the page anew. */
    abstract byte[] body();

    /** The content encoding of the body. */
    Optional<String> encoding() {
        return Optional.empty();
    }

    /**
     * The page of a path.
     *
     * @throws IllegalArgumentException where there is none
     */
    static Page at(String path) {
        return valueOf(path.substring(1).toUpperCase(Locale.ROOT));
    }
}
