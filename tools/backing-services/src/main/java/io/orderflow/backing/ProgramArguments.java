package io.orderflow.backing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Arguments such as {@code --port=0}. If one is missing, an environment variable such as {@code PORT} replaces it. */
record ProgramArguments(Map<String, String> values) {

    static ProgramArguments of(String... arguments) {
        return new ProgramArguments(Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.substring(2).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length == 2 ? pair[1] : "")));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The number; 0 if it is given nowhere. */
    int number(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
        String value = values.getOrDefault(name, System.getenv().getOrDefault(variable, "0"));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " is a number, not " + value, e);
        }
    }
}
