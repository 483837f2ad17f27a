package dev.holter.examples;

import dev.holter.runtime.Async;
import dev.holter.runtime.Awaitable;
import dev.holter.runtime.Coroutine;
import dev.holter.runtime.sync.Semaphore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Follows the links of a site, a level at a time, so many pages at once, each for so long at most. */
public final class Crawler {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)");

    private final Semaphore connections;
    private final Duration timeout;

    /**
     * Makes one.
     *
     * @param atOnce pages, 1 or more
     * @param timeout for each page
     */
    public Crawler(int atOnce, Duration timeout) {
        this.connections = new Semaphore(atOnce);
        this.timeout = timeout;
    }

    /**
     * Fetches a page and all that it leads to on the same host. In a coroutine.
     *
     * @return what came of each: its status, or why there is none
     */
    public Map<URI, String> crawl(URI start) throws Exception {
        Map<URI, String> found = new LinkedHashMap<>();
        Set<URI> level = new LinkedHashSet<>(List.of(start));
        while (!level.isEmpty()) {
            List<Coroutine<Visit>> visits = new ArrayList<>();
            level.forEach(uri -> visits.add(() -> visit(uri)));
            Set<URI> next = new LinkedHashSet<>();
            for (Visit visit : Async.await(Async.gather(visits))) {
                found.put(visit.uri(), visit.result());
                next.addAll(visit.links());
            }
            next.removeAll(found.keySet());
            next.removeIf(uri -> !isOfSameSite(uri, start));
            level = next;
        }
        return found;
    }

    /** Links to mail addresses and scripts have no host at all. */
    private static boolean isOfSameSite(URI uri, URI start) {
        return Objects.equals(uri.getScheme(), start.getScheme())
                && Objects.equals(uri.getAuthority(), start.getAuthority());
    }

    private record Visit(URI uri, String result, Set<URI> links) {}

    private Visit visit(URI uri) throws Exception {
        return connections.with(() -> {
            try {
                Awaitable<HttpClient.Page> page = (Coroutine<HttpClient.Page>) () -> HttpClient.get(uri);
                HttpClient.Page fetched = Async.waitFor(page, timeout);
                return new Visit(uri, Integer.toString(fetched.status()), links(uri, fetched.body()));
            } catch (Exception e) {
                return new Visit(uri, e.toString(), Set.of());
            }
        });
    }

    private static Set<URI> links(URI page, String body) {
        Set<URI> links = new LinkedHashSet<>();
        LINK.matcher(body)
                .results()
                .forEach(link -> resolve(page, link.group(1)).ifPresent(links::add));
        return links;
    }

    /** Empty where it is no link, of which pages have many. */
    private static Optional<URI> resolve(URI page, String link) {
        try {
            return Optional.of(page.resolve(link.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
