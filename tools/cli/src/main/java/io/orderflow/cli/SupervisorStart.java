package io.orderflow.cli;

import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.ShutdownHooks;
import io.orderflow.launcher.JavaProgram;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the supervisor in the background and shows what it says until the system is up. */
final class SupervisorStart implements AutoCloseable {

    private static final Duration UP_IN = Duration.ofMinutes(5);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path home;
    private final Path log;
    private final Process process;
    private int shown;

    private SupervisorStart(Project project, int portOffset, boolean moreConsumers) {
        home = PrivateFiles.folder(project.home());
        Path logs = PrivateFiles.folder(Orderflow.logsIn(home));
        log = logs.resolve("supervisor.log");
        SupervisorState.delete(home);
        try {
            process = new ProcessBuilder(command(project, portOffset, moreConsumers))
                    .redirectOutput(emptied(log))
                    .redirectError(emptied(logs.resolve("supervisor-errors.log")))
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LauncherException("The supervisor can't be started: " + e.getMessage(), e);
        }
    }

    /** Appends, as {@link LogRotation} requires. */
    private static ProcessBuilder.Redirect emptied(Path log) throws IOException {
        Files.deleteIfExists(log);
        return ProcessBuilder.Redirect.appendTo(log.toFile());
    }

    /** Returns when the system is up; if it does not come up, nothing of it is left running. */
    static RunningSystem start(Project project, int portOffset, boolean moreConsumers) {
        try (SupervisorStart start = new SupervisorStart(project, portOffset, moreConsumers)) {
            // Ctrl-C, or a failure below, must not leave half a system.
            ShutdownHooks.close(start);
            start.awaitUp();
            ShutdownHooks.forget(start);
            return NativeSystem.find(project).orElseThrow();
        }
    }

    @Override
    public void close() {
        if (SupervisorState.read(home).filter(SupervisorState::isUp).isEmpty()) {
            NativeSystem.endLeftovers(home);
        }
    }

    private void awaitUp() {
        boolean decided = Poll.until(UP_IN, () -> {
            showProgress();
            return !process.isAlive()
                    || SupervisorState.read(home)
                            .filter(state -> state.isUp() || !state.failure().isEmpty())
                            .isPresent();
        });
        showProgress();
        SupervisorState state = SupervisorState.read(home).orElse(null);
        if (state == null || !state.isUp()) {
            String reason = state == null || state.failure().isEmpty()
                    ? (decided ? "The supervisor ended" : "It took more than " + UP_IN.toMinutes() + " minutes")
                    : state.failure();
            throw new LauncherException("Orderflow did not start, and what had started is stopped again.\n" + reason
                    + "\nAll logs: " + Orderflow.logsIn(home));
        }
    }

    private void showProgress() {
        List<String> lines = PrivateFiles.read(log).orElse("").lines().toList();
        lines.stream().skip(shown).forEach(line -> System.out.println("  " + line));
        shown = lines.size();
    }

    /** In a session of its own, or Ctrl-C in this terminal would end it later. */
    private static List<String> command(Project project, int portOffset, boolean moreConsumers) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(
                JavaProgram.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                JavaProgram.QUICK_TO_COMPILE,
                "-Dorderflow.system=" + ProcessTag.of(project.home()),
                "-Dorderflow.root=" + project.root(),
                "-DORDERFLOW_NATIVE=true"));
        command.addAll(program(project));
        command.addAll(List.of("supervise", "--port-offset", Integer.toString(portOffset)));
        if (moreConsumers) {
            command.add("--all");
        }
        return command;
    }

    /** The runnable jar is copied, because a build replaces it; in tests there is a class path instead. */
    private static List<String> program(Project project) {
        String classPath = System.getProperty("java.class.path");
        if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
            return List.of("-cp", classPath, Demo.class.getName());
        }
        Path copy = PrivateFiles.folder(project.home().resolve("jars")).resolve("launcher.jar");
        try {
            Files.copy(Path.of(classPath), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LauncherException(classPath + " can't be copied to " + copy, e);
        }
        return List.of("-jar", copy.toString());
    }
}
