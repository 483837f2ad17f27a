package dev.holter.collector.web;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The page at {@code /} and the two files it loads, read once and served from memory. */
final class Page {
    private Page() {}

    static void addTo(RoutesConfig routes) {
        serve(routes, "/", "page.html", "text/html; charset=utf-8");
        serve(routes, "/page.css", "page.css", "text/css; charset=utf-8");
        serve(routes, "/page.js", "page.js", "text/javascript; charset=utf-8");
        serve(routes, "/favicon.svg", "favicon.svg", "image/svg+xml");
    }

    private static void serve(RoutesConfig routes, String path, String resource, String contentType) {
        byte[] content = read(resource);
        routes.get(
                path,
                context -> context.contentType(contentType)
                        .header("Cache-Control", "no-cache")
                        .result(content));
    }

    private static byte[] read(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
