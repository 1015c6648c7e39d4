package io.orderflow.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and ends processes on this machine, including those of an earlier JVM. */
public final class Processes {

    private static final Duration KILLED_IN = Duration.ofSeconds(10);

    private static final Duration LEFTOVERS_END_IN = Duration.ofSeconds(60);

    private Processes() {}

    /** Ends the broker and database processes in {@code home} that a killed JVM left running, and returns them. */
    public static List<ProcessHandle> endLeftovers(Path home) {
        List<ProcessHandle> leftovers = marked(ProcessTag.of(home));
        // A server ends its own children, in the order that it needs.
        end(
                leftovers.stream()
                        .filter(process -> !isChildOfOne(process, leftovers))
                        .toList(),
                LEFTOVERS_END_IN);
        kill(leftovers);
        Epmd.end(home);
        return leftovers;
    }

    private static boolean isChildOfOne(ProcessHandle process, List<ProcessHandle> others) {
        return process.parent().filter(others::contains).isPresent();
    }

    /**
     * This user's live processes with this marker on their command line, except this JVM. Another user can start a process with the
     * same marker, which must not be mistaken for ours.
     */
    public static List<ProcessHandle> marked(ProcessTag marker) {
        return own().filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(marker.word()))
                .toList();
    }

    /** This user's live processes with this text in their environment. Only for Linux; elsewhere there are none. */
    static List<ProcessHandle> withEnvironment(String variable) {
        return own().filter(process -> read(process, "environ").contains(variable + '\0'))
                .toList();
    }

    private static Stream<ProcessHandle> own() {
        Optional<String> user = ProcessHandle.current().info().user();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().user().equals(user))
                .filter(Processes::isAlive);
    }

    /** Asks the processes to end, and kills them after {@code patience}. Returns when all are gone. */
    public static void end(List<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        if (!Poll.until(patience, () -> processes.stream().noneMatch(Processes::isAlive))) {
            kill(processes);
        }
    }

    /** Kills the processes ({@code kill -9}) and returns when all are gone. */
    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        if (!Poll.until(KILLED_IN, () -> processes.stream().noneMatch(Processes::isAlive))) {
            throw new BackingServiceException("Processes that don't end: "
                    + processes.stream()
                            .filter(Processes::isAlive)
                            .map(ProcessHandle::pid)
                            .toList());
        }
    }

    /** The process and all its descendants, the process itself last. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(root.descendants(), Stream.of(root)).toList();
    }

    /**
     * Whether the process still runs. A zombie does not count: without an init process to reap it, as in many containers, it
     * stays forever.
     */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process);
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(proc(process, "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** On Linux, reads /proc directly, because the JDK truncates long command lines. */
    private static String commandLine(ProcessHandle process) {
        String words = read(process, "cmdline");
        return words.isEmpty() ? process.info().commandLine().orElse("") : words;
    }

    /** @return empty if the process has ended, or this is not Linux */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(proc(process, file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
