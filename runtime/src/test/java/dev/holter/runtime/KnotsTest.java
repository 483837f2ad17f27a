package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnotsTest {
    private static final int MANY = 200_000;

    private static List<List<Integer>> circles(Map<Integer, List<Integer>> ahead) {
        List<Integer> nodes = ahead.keySet().stream().sorted().toList();
        return Knots.circles(nodes, node -> ahead.getOrDefault(node, List.of()));
    }

    @Test
    void graphWithoutACircle_hasNone() {
        assertThat(circles(Map.of(1, List.of(2, 3), 2, List.of(4), 3, List.of(4), 4, List.of())))
                .isEmpty();
    }

    @Test
    void nodeThatLeadsToItself_isACircle() {
        assertThat(circles(Map.of(1, List.of(1)))).containsExactly(List.of(1));
    }

    @Test
    void circle_beginsWithItsFirstNode_andWhatLeadsToItIsNoPartOfIt() {
        assertThat(circles(Map.of(1, List.of(4), 2, List.of(3), 3, List.of(4), 4, List.of(2, 5), 5, List.of())))
                .containsExactly(List.of(2, 3, 4));
    }

    @Test
    void severalCircles_areInTheOrderOfTheirFirstNodes() {
        assertThat(circles(Map.of(1, List.of(4), 2, List.of(3), 3, List.of(2), 4, List.of(1))))
                .containsExactly(List.of(1, 4), List.of(2, 3));
    }

    @Test
    void circlesThatHangTogether_areToldByTheShortestOne() {
        assertThat(circles(Map.of(1, List.of(2), 2, List.of(3, 1), 3, List.of(1))))
                .containsExactly(List.of(1, 2));
    }

    @Test
    void circleBehindAnotherOne_isToldToo() {
        assertThat(circles(Map.of(1, List.of(2), 2, List.of(1, 3), 3, List.of(4), 4, List.of(3))))
                .containsExactly(List.of(1, 2), List.of(3, 4));
    }

    @Test
    void nodesThatAreNotListed_areFollowed() {
        assertThat(Knots.circles(List.of(1), node -> List.of(node == 1 ? 2 : 1)))
                .containsExactly(List.of(1, 2));
    }

    @Test
    void longChainAndLongCircle_takeNoRecursion() {
        List<Integer> nodes = IntStream.range(0, MANY).boxed().toList();

        assertThat(Knots.circles(nodes, node -> node + 1 < MANY ? List.of(node + 1) : List.<Integer>of()))
                .isEmpty();
        assertThat(Knots.circles(nodes, node -> List.of((node + 1) % MANY)))
                .singleElement()
                .satisfies(circle -> assertThat(circle).isEqualTo(nodes));
    }

    @Test
    void layersThatLeadToAllOfTheNext_takeATimeInProportionToTheWays() {
        int layers = 1_000;
        int wide = 10;
        List<Integer> nodes = IntStream.range(0, layers * wide).boxed().toList();

        assertThat(Knots.circles(nodes, node -> layerAfter(node / wide, wide, layers)))
                .isEmpty();
    }

    private static List<Integer> layerAfter(int layer, int wide, int layers) {
        return layer + 1 == layers
                ? List.of()
                : IntStream.range((layer + 1) * wide, (layer + 2) * wide)
                        .boxed()
                        .toList();
    }
}
