package io.orderflow.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No text of the services depends on the language of the machine. In Arabic, a number formatted by {@code %d} has other digits, and in
 * Turkish, {@code "I".toLowerCase()} is no {@code "i"}. The launcher sets the locale of its JVM instead.
 */
class LocaleTest {

    private static final Pattern CASE = Pattern.compile("\\.to(?:Lower|Upper)Case\\(\\)");
    private static final Pattern NUMBER = Pattern.compile("%(?:\\d+\\$)?[-,+#0-9.]*[dfegxX]");
    private static final int SAME_CALL = 200;

    @Test
    void noTextDependsOnTheLanguage() throws IOException {
        try (Stream<Path> sources = Files.find(
                Project.find().root(), 12, (it, type) -> it.toString().matches(".*/src/main/java/.*\\.java"))) {
            assertThat(sources.flatMap(LocaleTest::findings))
                    .as("write whole numbers by %%s, and pass Locale.ROOT otherwise")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name.toLowerCase()",
                "\"%d of %s\".formatted(1, it)",
                "String.format(\"%,.1f\", it)",
                "\"%1$d\".formatted(1)"
            })
    void findsWhatDependsOnTheLanguage(String code) {
        assertThat(findings("messaging/X.java", code)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name.toLowerCase(Locale.ROOT)", "\"%s\".formatted(1)", "String.format(Locale.ROOT, \"%d\", it)"
            })
    void allowsWhatDoesNot(String code) {
        assertThat(findings("messaging/X.java", code)).isEmpty();
    }

    private static Stream<String> findings(Path source) {
        try {
            return findings(source.toString(), Files.readString(source)).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isOfDemo(String file) {
        return file.matches(".*/tools/(launcher|chaos|benchmark|cli)/.*");
    }

    private static List<String> findings(String file, String code) {
        Stream<String> cases = CASE.matcher(code).results().map(it -> file + ": " + it.group());
        Matcher numbers = NUMBER.matcher(isOfDemo(file) ? "" : code);
        return Stream.concat(
                        cases,
                        numbers.results()
                                .filter(it -> !code.substring(Math.max(0, it.start() - SAME_CALL), it.start())
                                        .contains("Locale.ROOT"))
                                .map(it -> file + ": " + it.group()))
                .toList();
    }
}
