package dev.holter.collector.rulesfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.holter.collector.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A YAML file of rules, each with settings that are single values. Read token by token rather than bound
 * to a class, so that every message can name its line. Not safe for several threads.
 */
final class YamlSections {
    private final Path file;
    private final Map<String, Map<String, YamlSetting>> sections = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final TreeSet<String> allowed = new TreeSet<>();

    private YamlSections(Path file) {
        this.file = file;
    }

    static YamlSections read(Path file) {
        YamlSections sections = new YamlSections(file);
        try (YAMLParser parser = YAMLFactory.builder().build().createParser(Files.readString(file))) {
            sections.readFile(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            throw new ConfigurationException(
                    file + (line > 0 ? ", line " + line : "") + ": is not YAML: " + why + ".", e);
        } catch (IOException e) {
            throw new ConfigurationException("Cannot read the rules file " + file + ": " + why(e) + ".", e);
        }
        return sections;
    }

    /** The settings of a rule; without any where the file does not name it. */
    YamlSection section(String rule) {
        allowed.add(rule);
        return new YamlSection(file, rule, sections.getOrDefault(rule, Map.of()));
    }

    /** To be called when every rule was asked for that there is. */
    void requireAllRead() {
        lines.forEach((rule, line) -> {
            if (!allowed.contains(rule)) {
                throw new ConfigurationException(file + ", line " + line + ": there is no rule \"" + rule
                        + "\"; there are " + String.join(", ", allowed) + ".");
            }
        });
    }

    private void readFile(YAMLParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrong(parser, "has to begin with the name of a rule and a colon");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String rule = parser.currentName();
            if (lines.put(rule, line(parser)) != null) {
                throw wrong(parser, "names the rule " + rule + " for the second time");
            }
            readSection(parser, rule);
        }
        if (parser.nextToken() != null) {
            throw wrong(parser, "has a second document");
        }
    }

    private void readSection(YAMLParser parser, String rule) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && parser.getText().isEmpty())) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrong(parser, rule + " has to be followed by settings, each on a line of its own, indented");
        }
        Map<String, YamlSetting> settings = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int line = line(parser);
            token = parser.nextToken();
            if (!token.isScalarValue()) {
                throw wrong(parser, rule + "." + key + " has to be a single value");
            }
            if (settings.put(key, new YamlSetting(parser.getText(), line)) != null) {
                throw wrong(parser, rule + "." + key + " is there twice");
            }
        }
        sections.put(rule, settings);
    }

    private ConfigurationException wrong(YAMLParser parser, String what) {
        return new ConfigurationException(file + ", line " + line(parser) + ": " + what + ".");
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "reading it is not permitted";
            case CharacterCodingException garbled -> "it is not text in UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }
}
