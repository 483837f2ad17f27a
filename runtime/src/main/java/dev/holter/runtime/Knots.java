package dev.holter.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The circles of a graph, one of each knot: of the nodes each of which leads to each (the strongly connected components
 * of R. E. Tarjan, 1972). In time proportional to the graph and without recursion, for its chains may be long.
 *
 * @param <N> nodes
 */
final class Knots<N> {
    private final Function<N, ? extends Iterable<N>> ahead;
    private final Map<N, Place> places = new HashMap<>();
    /** From where the search began to where it is. */
    private final Deque<Place> way = new ArrayDeque<>();
    /** Those that were seen and whose knot is not known. */
    private final Deque<Place> open = new ArrayDeque<>();

    private final Map<N, Set<N>> knots = new HashMap<>();

    private final class Place {
        private final N node;
        private final Iterator<N> rest;
        private final int number = places.size();
        private int lowest = number;

        Place(N node) {
            this.node = node;
            this.rest = ahead.apply(node).iterator();
        }
    }

    private Knots(Function<N, ? extends Iterable<N>> ahead) {
        this.ahead = ahead;
    }

    /**
     * The shortest circle of each knot from the first of its nodes on, in their order.
     *
     * @param nodes all of them
     * @param ahead where each leads to
     */
    static <N> List<List<N>> circles(Collection<N> nodes, Function<N, ? extends Iterable<N>> ahead) {
        Knots<N> graph = new Knots<>(ahead);
        nodes.forEach(graph::search);
        List<List<N>> circles = new ArrayList<>();
        Set<N> told = new HashSet<>();
        for (N node : nodes) {
            if (!told.contains(node)) {
                told.addAll(graph.knots.getOrDefault(node, Set.of()));
                graph.circle(node).ifPresent(circles::add);
            }
        }
        return circles;
    }

    private void search(N start) {
        if (!places.containsKey(start)) {
            enter(start);
            while (!way.isEmpty()) {
                goOn(way.element());
            }
        }
    }

    private void enter(N node) {
        Place place = new Place(node);
        places.put(node, place);
        way.push(place);
        open.push(place);
    }

    private void goOn(Place at) {
        if (!at.rest.hasNext()) {
            leave(way.pop());
            return;
        }
        N next = at.rest.next();
        Place seen = places.get(next);
        if (seen == null) {
            enter(next);
        } else if (!knots.containsKey(next)) {
            at.lowest = Math.min(at.lowest, seen.number);
        }
    }

    private void leave(Place done) {
        Place before = way.peek();
        if (before != null) {
            before.lowest = Math.min(before.lowest, done.lowest);
        }
        if (done.lowest == done.number) {
            tie(done);
        }
    }

    /** All that were seen since are a knot with that. */
    private void tie(Place first) {
        Set<N> knot = new HashSet<>();
        Place one;
        do {
            one = open.pop();
            knot.add(one.node);
            knots.put(one.node, knot);
        } while (one != first);
    }

    private Optional<List<N>> circle(N start) {
        Set<N> knot = knots.getOrDefault(start, Set.of());
        Map<N, N> before = new HashMap<>();
        Deque<N> ends = new ArrayDeque<>(List.of(start));
        while (!ends.isEmpty()) {
            N at = ends.remove();
            for (N next : ahead.apply(at)) {
                if (next.equals(start)) {
                    return Optional.of(wayTo(at, before));
                }
                if (knot.contains(next) && before.putIfAbsent(next, at) == null) {
                    ends.add(next);
                }
            }
        }
        return Optional.empty();
    }

    private static <N> List<N> wayTo(N end, Map<N, N> before) {
        List<N> way = new ArrayList<>();
        for (N at = end; at != null; at = before.get(at)) {
            way.add(at);
        }
        Collections.reverse(way);
        return List.copyOf(way);
    }
}
