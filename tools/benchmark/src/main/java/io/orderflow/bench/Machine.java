package io.orderflow.bench;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The machine and time of a measurement; unavailable values are "unknown". */
record Machine(String at, String commit, String processor, int cores, String memory, String system, String java) {

    private static final String UNKNOWN = "unknown";

    static Machine here(Project project) {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                commit(project),
                after("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                totalMemory(),
                after("/etc/os-release", "PRETTY_NAME").replace("\"", ""),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    }

    private static String commit(Project project) {
        try {
            Tool git = Tool.git();
            String head = git.run(project.root(), List.of("rev-parse", "HEAD"), Map.of());
            boolean isChanged = !git.run(project.root(), List.of("status", "--porcelain"), Map.of())
                    .isEmpty();
            return isChanged ? head + ", with changes" : head;
        } catch (LauncherException e) {
            return UNKNOWN;
        }
    }

    private static String totalMemory() {
        String kilobytes = after("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? UNKNOWN : Math.round(Long.parseLong(kilobytes) / 1024.0 / 1024.0) + " GiB";
    }

    /** The rest of the first line with this prefix, after the colon or equals sign. */
    private static String after(String file, String word) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).replaceFirst("^\\s*[:=]\\s*", ""))
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
