package io.orderflow.launcher;

import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One replica of a service, as a process of this machine. It can be stopped or killed, and started again. */
public final class ServiceProcess {

    private static final Duration READY_IN = Duration.ofSeconds(180);
    private static final Duration STOPS_IN = Duration.ofSeconds(40);
    private static final int LOG_LINES = 20;

    private final String name;
    private final int port;
    private final Supplier<JavaProgram> program;
    private final Path log;
    private final ProcessTag marker;
    private final Map<String, String> environment;

    private @Nullable Process process;

    /** @param program is asked for at each start */
    public ServiceProcess(
            String name,
            int port,
            Supplier<JavaProgram> program,
            Path log,
            ProcessTag marker,
            Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.program = program;
        this.log = log;
        this.marker = marker;
        this.environment = new TreeMap<>(environment);
    }

    /** Such as {@code email-service}, or {@code email-service-2} for a second replica. */
    public String name() {
        return name;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path log() {
        return log;
    }

    /** Sets an environment variable for the starts to come. */
    public void setting(String variable, String value) {
        environment.put(variable, value);
    }

    /** Starts the process and returns at once. Without effect while it runs. */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        ProcessBuilder builder = program.get()
                .process(List.of("-Dorderflow.system=" + marker, "-Djava.io.tmpdir=" + emptyTemporaryFolder()), log);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LauncherException(name + " can't be started: " + e.getMessage(), e);
        }
    }

    /** A killed process leaves its temporary files, and the next one clears them away. */
    private Path emptyTemporaryFolder() {
        Path folder =
                Objects.requireNonNull(log.getParent()).resolveSibling("tmp").resolve(name);
        PrivateFiles.delete(folder);
        return PrivateFiles.folder(folder);
    }

    /** Returns when the service says that it is ready; fails with the end of its log when it ends or takes too long. */
    public void awaitReady() {
        Poll.until(READY_IN, () -> !isAlive() || isReady());
        if (!isAlive()) {
            throw new LauncherException(name + " ended while it was starting. Its log ends with:\n" + logTail());
        }
        if (!isReady()) {
            throw new LauncherException(
                    name + " was not ready within " + READY_IN.toSeconds() + " s. Its log ends with:\n" + logTail());
        }
    }

    public boolean isReady() {
        return Readiness.of(url());
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Asks the service to end in good order, and returns at once. */
    synchronized void beginStop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Ends the service in good order ({@code SIGTERM}), by force after {@code 40 s}, and returns when it is gone. */
    public synchronized void stop() {
        if (process != null) {
            Processes.end(List.of(process.toHandle()), STOPS_IN);
            // The system knows a little sooner than this object that the process is gone, and a start would find it
            // alive.
            process.onExit().join();
        }
    }

    /** Ends the service as {@code kill -9} does and returns when it is gone. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** The process id; there is none before the first start. */
    public synchronized long pid() {
        return Objects.requireNonNull(process).pid();
    }

    /** The last lines of the log. */
    public String logTail() {
        List<String> lines = PrivateFiles.read(log).orElse("").lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
