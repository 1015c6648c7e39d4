package io.orderflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The compiler threads of a JVM. While they work, the JVM has not warmed up. */
final class Compilers {

    /** The tick of Linux's processor time, on every machine that JVMs run on. */
    private static final int TICK_MILLIS = 10;

    /** The field in {@code /proc/.../stat}, counted from behind the name, which may contain spaces. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private Compilers() {}

    /**
     * Processor time of the compilers since the start of the process. Zero if it is not a JVM, or the system has no {@code /proc}.
     */
    static Duration cpu(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(Compilers::compiles).map(Compilers::cpu).reduce(Duration.ZERO, Duration::plus);
        } catch (IOException | UncheckedIOException e) {
            return Duration.ZERO;
        }
    }

    /** {@code C1 CompilerThread0} and the like; Linux truncates the names. */
    private static boolean compiles(Path thread) {
        return read(thread.resolve("comm")).contains(" CompilerThre");
    }

    private static Duration cpu(Path thread) {
        String stat = read(thread.resolve("stat"));
        if (stat.isEmpty()) {
            return Duration.ZERO;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(TICK_MILLIS * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])));
    }

    /** An empty text if the thread has ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
