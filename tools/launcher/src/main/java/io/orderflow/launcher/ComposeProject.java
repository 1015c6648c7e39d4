package io.orderflow.launcher;

import io.orderflow.backing.DockerEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Docker Compose project with its own name, so that it can run beside the one that {@code ./demo up} starts. */
public final class ComposeProject {

    private final Path folder;
    private final Map<String, String> variables;
    private final List<String> prefix = new ArrayList<>(List.of("docker", "compose"));

    /**
     * @param files in the project's folder; each overrides the previous ones
     * @param variables that the files read
     */
    public ComposeProject(Project project, String name, List<String> files, Map<String, String> variables) {
        this.folder = project.root();
        this.variables = Map.copyOf(variables);
        prefix.addAll(List.of("--project-name", name));
        files.forEach(file -> prefix.addAll(List.of("--file", file)));
    }

    /** @throws LauncherException if there is no engine or no Compose */
    public static void demandEngine(Project project, String command, String instead) {
        if (!DockerEngine.answers()) {
            throw new LauncherException(command + " needs a Docker engine, and none answers. " + instead);
        }
        if (!Commands.run(project.root(), List.of("docker", "compose", "version"))
                .isSuccess()) {
            throw new LauncherException(command + " needs the Compose plugin of the docker command. " + instead);
        }
    }

    /** Runs a command of Compose and returns its output. */
    public String ask(String... words) {
        return succeeded(Commands.run(folder, variables, command(words)), words);
    }

    /** Runs a command of Compose with its output on the user's terminal. */
    public void show(String... words) {
        if (Commands.show(folder, variables, command(words)) != 0) {
            throw new LauncherException("docker compose " + words[0] + " failed; what it says is above.");
        }
    }

    /**
     * Runs a Docker command, such as {@code kill}, on the container of a service. Unlike Compose, it does not touch dependencies.
     */
    public void act(String action, String service) {
        String container = ask("ps", "--all", "--quiet", service);
        succeeded(Commands.run(folder, List.of("docker", action, container)), action, service);
    }

    private static String succeeded(Commands.Result result, String... words) {
        if (!result.isSuccess()) {
            throw new LauncherException("docker " + String.join(" ", words) + " failed: " + result.output());
        }
        return result.output();
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }
}
