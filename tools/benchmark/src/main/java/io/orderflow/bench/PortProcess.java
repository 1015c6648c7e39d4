package io.orderflow.bench;

import io.orderflow.backing.Poll;
import io.orderflow.backing.Processes;
import io.orderflow.backing.ShutdownHooks;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.PortCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that counts as started when it listens on its port. */
final class PortProcess implements AutoCloseable {

    private static final Duration LISTENS_IN = Duration.ofSeconds(30);
    private static final Duration STOPS_IN = Duration.ofSeconds(10);

    private final Process process;

    private PortProcess(Process process) {
        this.process = process;
    }

    /** @throws LauncherException if it does not start; the message names its log */
    static PortProcess start(
            Tool tool, List<String> words, Map<String, String> environment, Path folder, Path log, int port) {
        List<String> command = new ArrayList<>(List.of(tool.path().toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        PortProcess started;
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            started = new PortProcess(process);
        } catch (IOException e) {
            throw new LauncherException(tool.path() + " can't be run: " + e.getMessage(), e);
        }
        ShutdownHooks.close(started);
        Poll.until(LISTENS_IN, () -> !started.process.isAlive() || PortCheck.isAnswered(port));
        if (!PortCheck.isAnswered(port)) {
            started.close();
            throw new LauncherException(tool.path().getFileName() + " did not start. Its log is " + log);
        }
        return started;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        ShutdownHooks.forget(this);
        Processes.end(List.of(handle()), STOPS_IN);
    }
}
