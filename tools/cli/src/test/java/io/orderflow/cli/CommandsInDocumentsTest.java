package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The commands in the documents exist, and take these options. */
class CommandsInDocumentsTest {

    /** Ends before a comment. */
    private static final Pattern COMMAND = Pattern.compile("\\./demo ([a-z](?: ?[^#;&|`\\n ]+)*)");

    @Test
    void areValid() throws IOException {
        List<String> commands = commands();

        assertThat(commands).hasSizeGreaterThan(50);
        assertThat(commands).filteredOn(it -> !isValid(it)).isEmpty();
    }

    @Test
    void isFalseForAnUnknownOption() {
        assertThat(isValid("load --rate 20 --minutes 5")).isFalse();
        assertThat(isValid("lod --rate 20")).isFalse();
        assertThat(isValid("load --rate 20")).isTrue();
    }

    private static List<String> commands() throws IOException {
        Path root = Project.find().root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(root::resolve), docs)
                    .filter(it -> it.toString().endsWith(".md"))
                    .flatMap(it -> commandsIn(it).stream())
                    .toList();
        }
    }

    private static List<String> commandsIn(Path document) {
        try {
            return COMMAND.matcher(Files.readString(document))
                    .results()
                    .map(it -> it.group(1).replace(" ID", " 3f2a91c0"))
                    // Its options go to Maven.
                    .filter(it -> !it.startsWith("test"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isValid(String command) {
        String[] arguments = command.split("\\s+");
        try {
            Demo.commandLine().parseArgs(arguments);
            return true;
        } catch (MissingParameterException e) {
            // Text may name a command without its parameters.
            return true;
        } catch (ParameterException e) {
            return false;
        }
    }
}
