package io.orderflow.bench;

import io.orderflow.launcher.Commands;
import io.orderflow.launcher.LauncherException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An installed program that only the benchmark needs. */
record Tool(Path path) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]++(\\.[0-9]++)++");

    /** @throws LauncherException if it is not installed; the message says what to install */
    static Tool pgbench() {
        return find("pgbench", "postgresql-contrib", versionsOfPostgres());
    }

    static Tool git() {
        return find("git", "git");
    }

    static Tool redis() {
        return find("redis-server", "redis-server");
    }

    static Tool node() {
        return find("node", "nodejs");
    }

    static Tool npm() {
        return find("npm", "npm");
    }

    static Tool find(String name, String debianPackage) {
        return find(name, debianPackage, Stream.empty());
    }

    private static Tool find(String name, String debianPackage, Stream<Path> elsewhere) {
        Stream<Path> path =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.concat(path, elsewhere)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new)
                .orElseThrow(() -> new LauncherException(
                        name + " is not installed. On Debian and Ubuntu: sudo apt-get install " + debianPackage));
    }

    /** Debian installs the programs of a server's package in the server's folder and not on the path. */
    private static Stream<Path> versionsOfPostgres() {
        List<Path> folders = new ArrayList<>();
        Path installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(installed)) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folders.stream();
    }

    /** Runs it until it ends. */
    String run(List<String> words, Map<String, String> environment) {
        return run(Path.of("."), words, environment);
    }

    /**
     * @return all its output
     * @throws LauncherException with its output, if it fails
     */
    String run(Path folder, List<String> words, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(words);
        Commands.Result result = Commands.run(folder, environment, command);
        if (!result.isSuccess()) {
            throw new LauncherException(path.getFileName() + " failed:\n" + result.output());
        }
        return result.output();
    }

    /** Such as {@code 7.0.15}. */
    String version() {
        Matcher number = NUMBER.matcher(run(List.of("--version"), Map.of()));
        return number.find() ? number.group() : "unknown";
    }
}
