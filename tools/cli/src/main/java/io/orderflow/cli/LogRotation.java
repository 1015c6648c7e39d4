package io.orderflow.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Limits the size of log files. A file that is too large is copied, in place of its previous copy, and then emptied. The writers
 * need not know: they only append. Lines that arrive between copying and emptying are lost.
 */
public final class LogRotation {

    static final String COPY = ".1";

    private static final long LARGEST_BYTES = 20L << 20;

    private final List<Path> folders;
    private final long largest;

    private LogRotation(List<Path> folders, long largest) {
        this.folders = folders;
        this.largest = largest;
    }

    /**
     * Rotates until this process ends.
     *
     * @param folders whose {@code *.log} files to rotate; need not exist yet
     */
    static void start(List<Path> folders) {
        start(folders, LARGEST_BYTES);
    }

    static void start(List<Path> folders, long largest) {
        Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, "log-rotation");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleWithFixedDelay(new LogRotation(folders, largest)::rotate, 1, 1, TimeUnit.SECONDS);
    }

    private void rotate() {
        folders.stream().flatMap(folder -> LogReader.filesIn(folder).stream()).forEach(this::rotate);
    }

    private void rotate(Path log) {
        try {
            if (Files.size(log) > largest) {
                Files.copy(
                        log,
                        log.resolveSibling(log.getFileName() + COPY),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
            }
        } catch (IOException e) {
            System.err.println(log + " can't be rotated: " + e);
        }
    }
}
