package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Parses a document of 50 MB; the time is the parser's. */
public final class JsonParse implements Pathology {
    private static final int ITEMS = 250_000;

    private final byte[] catalogue;

    /** Writes the document. */
    public JsonParse() {
        String item = "{\"sku\":\"" + "A".repeat(80) + "\",\"text\":\"" + "b".repeat(80) + "\",\"price\":129.95},";
        catalogue = ("[" + item.repeat(ITEMS) + "0]").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void handle(Request request) throws IOException {
        new JsonMapper().readTree(catalogue); // culprit
    }
}
