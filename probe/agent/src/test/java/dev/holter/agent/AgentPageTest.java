package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/agent.md against the options that there are. */
class AgentPageTest {
    private static final Path PAGE = Path.of("../../docs/agent.md");
    private static final Pattern OPTION = Pattern.compile("(?m)^\\| (`[a-z-]+` \\| `HOLTER_[A-Z_]+`) \\| (.*?) \\| ");

    @Test
    void everyOption_isListedWithItsVariable() throws IOException {
        List<String> expected = Arrays.stream(OptionKey.values())
                .map(option -> "`" + option.key() + "` | `" + option.variable() + "`")
                .toList();

        assertThat(rows()).extracting(row -> row.group(1)).containsExactlyElementsOf(expected);
    }

    @Test
    void everyDefault_canBeWrittenAsThePageSays() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.group(2).startsWith("`"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    String argument = word(row.group(1)) + "=" + word(row.group(2));
                    AgentOptions options = AgentOptions.read(argument, Map.of());
                    assertThatCode(options::probe).as(argument).doesNotThrowAnyException();
                });
    }

    private static List<MatchResult> rows() throws IOException {
        return OPTION.matcher(Files.readString(PAGE)).results().toList();
    }

    /** What stands between the first two backticks. */
    private static String word(String cell) {
        return cell.split("`", 3)[1];
    }
}
