package io.orderflow.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.function.Consumer;

/** Runs other programs. */
public final class Commands {

    private Commands() {}

    /** The result of a program: its exit code and all its output. */
    public record Result(int exitCode, String output) {

        public boolean isSuccess() {
            return exitCode == 0;
        }
    }

    public static Result run(Path folder, List<String> command) {
        return run(folder, Map.of(), command);
    }

    /** @param variables added to the environment of the launcher */
    public static Result run(Path folder, Map<String, String> variables, List<String> command) {
        try {
            Process process = builder(folder, variables, command)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            return new Result(127, command.get(0) + " can't be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while running " + command.get(0), e);
        }
    }

    /** Runs the program with its output on the user's terminal. */
    public static int show(Path folder, List<String> command) {
        return show(folder, Map.of(), command);
    }

    /** @param variables added to the environment of the launcher */
    public static int show(Path folder, Map<String, String> variables, List<String> command) {
        return exitCode(command, builder(folder, variables, command).inheritIO(), process -> {});
    }

    /** Runs the program and passes on each line of its output, as {@link PlainText}. */
    public static int follow(Path folder, List<String> command, Consumer<String> listener) {
        return exitCode(command, builder(folder, Map.of(), command).redirectErrorStream(true), process -> {
            process.getOutputStream().close();
            try (Scanner output = new Scanner(process.getInputStream(), StandardCharsets.UTF_8)) {
                output.useDelimiter("\n").tokens().map(PlainText::text).forEach(listener);
            }
        });
    }

    private interface Use {
        void of(Process process) throws IOException;
    }

    private static int exitCode(List<String> command, ProcessBuilder builder, Use use) {
        try {
            Process process = builder.start();
            use.of(process);
            return process.waitFor();
        } catch (IOException e) {
            throw new LauncherException(command.get(0) + " can't be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while running " + command.get(0), e);
        }
    }

    private static ProcessBuilder builder(Path folder, Map<String, String> variables, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(variables);
        return builder;
    }
}
