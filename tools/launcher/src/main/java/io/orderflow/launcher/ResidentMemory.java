package io.orderflow.launcher;

import io.orderflow.backing.PrivateFiles;
import java.nio.file.Path;

/** The resident memory of a process. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** 0 on systems without Linux's {@code /proc}. */
    public static long megabytes(long pid) {
        return PrivateFiles.read(Path.of("/proc/%d/status".formatted(pid)))
                .flatMap(status ->
                        status.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .orElse(0L);
    }
}
