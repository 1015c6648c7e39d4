package io.orderflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a shop's own processes use of the machine. */
final class Usage {

    private Usage() {}

    /** Processor time since they were started. */
    static Duration cpu(Shop shop) {
        return shop.processes()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    static long residentMegabytes(Shop shop) {
        return shop.processes().mapToLong(Usage::residentKilobytes).sum() / 1024;
    }

    private static long residentKilobytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The memory of a process can't be read", e);
        }
    }
}
