package io.orderflow.backing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a server of this module in a separate process. The process ends with the JVM that starts it, however that JVM ends. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final String WITH_PARENT = "end-with-parent";
    private static final Duration ENDS_IN = Duration.ofSeconds(10);
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final Process process;
    private final int port;
    private final int controlPort;

    private ServerProcess(Process process, int port, int controlPort) {
        this.process = process;
        this.port = port;
        this.controlPort = controlPort;
    }

    /**
     * Starts a class from this JVM's class path and returns when it has announced its ports.
     *
     * @param log receives the standard error of the process
     */
    static ServerProcess start(Class<?> program, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(classPath(program));
        command.addAll(arguments);
        command.add("--" + WITH_PARENT);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return announced(program, process, log);
        } catch (IOException e) {
            throw new BackingServiceException(program.getSimpleName() + " can't be started", e);
        }
    }

    /** A runnable jar contains all other jars, and Spring Boot's loader finds them. */
    private static List<String> classPath(Class<?> program) {
        String classPath = System.getProperty("java.class.path");
        boolean isRunnableJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return isRunnableJar
                ? List.of("-cp", classPath, "-Dloader.main=" + program.getName(), LAUNCHER)
                : List.of("-cp", classPath, program.getName());
    }

    private static ServerProcess announced(Class<?> program, Process process, Path log) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                String[] ports = line.substring(READY.length()).split(" ");
                return new ServerProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
            }
        }
        process.destroyForcibly();
        throw new BackingServiceException(program.getSimpleName() + " ended before it was ready; see " + log);
    }

    /**
     * Announces the ports to the JVM that started this one. That JVM reads no further output, so stdout is redirected to the log
     * file.
     */
    static void announce(int port, int controlPort) {
        System.out.println(READY + port + " " + controlPort);
        System.out.flush();
        System.setOut(System.err);
    }

    /** Ends this JVM when the JVM that started it by {@link #start} is gone. */
    static void endWithParent(ProgramArguments given) {
        if (!given.has(WITH_PARENT)) {
            return;
        }
        try {
            while (System.in.read() >= 0) {
                // The parent never writes. The input ends when the parent ends.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    int port() {
        return port;
    }

    int controlPort() {
        return controlPort;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process as {@code kill -9} does. Returns when the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends a signal, such as STOP to suspend the process and CONT to resume it. */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new BackingServiceException("kill can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        signal("CONT");
        Processes.end(List.of(process.toHandle()), ENDS_IN);
    }
}
