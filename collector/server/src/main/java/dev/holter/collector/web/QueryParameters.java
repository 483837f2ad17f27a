package dev.holter.collector.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query of a request, of which every parameter is known and given once. What is not is answered with 400. */
final class QueryParameters {
    private final Context context;

    private QueryParameters(Context context) {
        this.context = context;
    }

    static QueryParameters of(Context context, Set<String> known) {
        for (Map.Entry<String, List<String>> parameter : context.queryParamMap().entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw bad("There is no parameter '" + parameter.getKey() + "': "
                        + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))) + " can be given.");
            }
            if (parameter.getValue().size() > 1) {
                throw bad("The parameter '" + parameter.getKey() + "' is given more than once.");
            }
        }
        return new QueryParameters(context);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("'" + name + "' has to be true or false, not '" + value + "'.");
        });
    }

    int number(String name, int lowest, int highest, int byDefault) {
        return text(name).map(value -> number(name, value, lowest, highest)).orElse(byDefault);
    }

    private static int number(String name, String value, int lowest, int highest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw bad("'" + name + "' has to be a number from " + lowest + " to " + highest + ", not '" + value + "'.");
    }

    private static RuntimeException bad(String detail) {
        return Problem.because(HttpStatus.BAD_REQUEST, detail);
    }
}
