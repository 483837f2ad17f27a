package dev.holter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.dashboards.Dashboard.Panel;
import dev.holter.dashboards.Dashboard.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Grafana's dashboard linter that this dashboard keeps, and some of our own. */
class DashboardLintTest {
    private static final Dashboard DASHBOARD = Dashboard.eventLoops();
    private static final Pattern COUNTER = Pattern.compile("\\w+_(total|bucket|sum|count)\\b");
    private static final Pattern RATED = Pattern.compile("rate\\(\\w+_(total|bucket|sum|count)\\{");
    private static final Pattern RANGE = Pattern.compile("\\[([^]]*)]");
    private static final Pattern HISTOGRAM = Pattern.compile("rate\\((\\w+_seconds)\\{");
    private static final int WIDTH = 24;

    static List<Panel> panels() {
        return DASHBOARD.panels();
    }

    static List<Query> queries() {
        return DASHBOARD.queries();
    }

    @Test
    void dashboard_isFoundAndNotChangedInPlace() {
        assertThat(DASHBOARD.json().path("editable").asBoolean(true)).isFalse();
        assertThat(DASHBOARD.json().path("title").asText()).isNotBlank();
        assertThat(DASHBOARD.json().path("description").asText()).isNotBlank();
        assertThat(DASHBOARD.json().path("uid").asText()).matches("[a-z-]{1,40}");
        assertThat(DASHBOARD.json().has("id")).isFalse();
    }

    @Test
    void dataSource_isOneVariable() {
        assertThat(DASHBOARD.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("datasource"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.path("name").asText()).isEqualTo("datasource");
                    assertThat(variable.path("query").asText()).isEqualTo("prometheus");
                });
    }

    @Test
    void variables_areThoseOfTheMetricsLabels() {
        assertThat(DASHBOARD.variables())
                .extracting(variable -> variable.path("name").asText())
                .containsExactly("datasource", "service", "process", "loop");
    }

    @Test
    void queryVariables_reloadOnTimeChangeAndOfferAll() {
        assertThat(DASHBOARD.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("query"))
                .hasSize(3)
                .allSatisfy(variable -> {
                    assertThat(variable.path("refresh").asInt()).isEqualTo(2);
                    assertThat(variable.path("includeAll").asBoolean()).isTrue();
                    assertThat(variable.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                });
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panel_saysWhatItShows(Panel panel) {
        assertThat(panel.title()).isNotBlank();
        assertThat(panel.json().path("description").asText()).isNotBlank().endsWith(".");
        assertThat(panel.json()
                        .path("fieldConfig")
                        .path("defaults")
                        .path("unit")
                        .asText())
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panel_readsTheChosenDataSource(Panel panel) {
        assertThat(panel.json().path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.json().path("targets").valueStream())
                .isNotEmpty()
                .allMatch(
                        target -> target.path("datasource").path("uid").asText().equals("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_ratesItsCounters(Query query) {
        assertThat(count(COUNTER, query)).isEqualTo(count(RATED, query));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_takesItsRangeFromGrafana(Query query) {
        assertThat(RANGE.matcher(query.expression()).results().map(range -> range.group(1)))
                .allMatch("$__rate_interval"::equals);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_keepsToTheChosenServices(Query query) {
        assertThat(query.expression()).contains("service=~\"$service\"");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryOfAHistogram_isInBothForms(Query query) {
        List<String> histograms = HISTOGRAM
                .matcher(query.expression())
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(histograms)
                .allSatisfy(histogram -> assertThat(query.expression())
                        .containsPattern("\\nor .*\\(le\\b.*rate\\(" + histogram + "_bucket\\{"));
        assertThat(query.expression().contains("_bucket{")).isEqualTo(!histograms.isEmpty());
    }

    @Test
    void panels_haveNumbersOfTheirOwnAndDoNotOverlap() {
        Set<Integer> numbers = new HashSet<>();
        Set<Integer> cells = new HashSet<>();
        for (JsonNode panel : DASHBOARD.json().path("panels")) {
            assertThat(numbers.add(panel.path("id").asInt()))
                    .as("number of %s", panel.path("title"))
                    .isTrue();
            cellsOf(panel.path("gridPos"))
                    .forEach(cell -> assertThat(cells.add(cell))
                            .as("place of %s", panel.path("title"))
                            .isTrue());
        }
    }

    private static List<Integer> cellsOf(JsonNode place) {
        List<Integer> cells = new ArrayList<>();
        for (int x = place.path("x").asInt();
                x < place.path("x").asInt() + place.path("w").asInt();
                x++) {
            for (int y = place.path("y").asInt();
                    y < place.path("y").asInt() + place.path("h").asInt();
                    y++) {
                assertThat(x).isLessThan(WIDTH);
                cells.add(y * WIDTH + x);
            }
        }
        return cells;
    }

    private static long count(Pattern pattern, Query query) {
        return pattern.matcher(query.expression())
                .results()
                .map(MatchResult::group)
                .count();
    }
}
