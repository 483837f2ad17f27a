package dev.holter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.examples.HttpServer.Request;
import dev.holter.examples.HttpServer.Response;
import dev.holter.runtime.Async;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.net.Server;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrawlerTest {
    private int inside;
    private int mostInside;

    private Response page(Request request) throws Exception {
        inside++;
        mostInside = Math.max(mostInside, inside);
        try {
            Async.sleep(Duration.ofMillis(request.target().equals("/hangs") ? 60_000 : 20));
        } finally {
            inside--;
        }
        return switch (request.target()) {
            case "/" ->
                new Response(200, "<a href=\"/one\"> <a href=\"/two\"> <a href=\"/hangs\"> <a href=\"/three\">");
            case "/one" ->
                new Response(200, "<a href=\"/\"> <a href=\"/deep\"> <a href=\"http://elsewhere.invalid/\">");
            case "/odd" ->
                new Response(
                        200,
                        "<a href=\"mailto:a@b.invalid\"> <a href=\"javascript:void(0)\"> <a href=\"not a link\">"
                                + " <a href=\"/found?page=2&all=a%20b\"> <a href=\"/deep#part\">");
            case "/found?page=2&all=a%20b" -> new Response(200, "no links");
            case "/two", "/three" -> new Response(200, "<a href=\"/deep\">");
            case "/deep" -> new Response(200, "no links");
            default -> new Response(404, "");
        };
    }

    private Map<String, String> crawl(int atOnce) throws Exception {
        return crawl("/", atOnce);
    }

    private Map<String, String> crawl(String path, int atOnce) throws Exception {
        return EventLoop.runMain(() -> {
            try (Server server = HttpServer.serve(0, this::page)) {
                int port = ((InetSocketAddress) server.address()).getPort();
                URI start = URI.create("http://127.0.0.1:" + port + path);
                Map<String, String> found = new TreeMap<>();
                new Crawler(atOnce, Duration.ofSeconds(2))
                        .crawl(start)
                        .forEach((uri, result) -> found.put(uri.getPath() + query(uri), result));
                return found;
            }
        });
    }

    @Test
    void eachPageOfTheSite_isFetchedOnce_andOneThatHangsHoldsNobodyUp() throws Exception {
        Map<String, String> found = crawl(4);

        assertThat(found.keySet()).containsExactly("/", "/deep", "/hangs", "/one", "/three", "/two");
        assertThat(found.get("/hangs")).contains("TimeoutException");
        assertThat(found.get("/deep")).isEqualTo("200");
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    @Test
    void linksThatLeadToNoPage_areLeftOut_andTheOthersFollowed() throws Exception {
        assertThat(crawl("/odd", 2)).isEqualTo(Map.of("/odd", "200", "/found?page=2&all=a%20b", "200", "/deep", "200"));
    }

    @Test
    void noMorePagesThanAllowed_areFetchedAtOnce() throws Exception {
        crawl(2);

        assertThat(mostInside).isEqualTo(2);
    }
}
