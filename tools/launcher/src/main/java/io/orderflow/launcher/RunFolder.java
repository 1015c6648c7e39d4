package io.orderflow.launcher;

import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ShutdownHooks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The data of a separate system for one run. Deletes the data after a good run, and keeps it with its logs after a bad one. Of an
 * interrupted run it keeps the logs alone.
 */
public final class RunFolder {

    private final Path home;
    private final AutoCloseable data;
    private final PrintWriter err;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean isGood;

    /** @param name the prefix of the folder's name */
    public RunFolder(String name, PrintWriter err) {
        this.home = PrivateFiles.temporaryFolder(name);
        this.data = this::deleteAtExit;
        this.err = err;
        // Register first, so that it closes last.
        ShutdownHooks.close(data);
    }

    public Path home() {
        return home;
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /** @return 0 if the run was good, 1 if not */
    public int exitCode(Callable<Boolean> run) throws Exception {
        try {
            isGood = run.call();
            return isGood ? 0 : 1;
        } finally {
            if (!isGood) {
                ShutdownHooks.forget(data);
                reportLogs();
            }
        }
    }

    void deleteAtExit() throws IOException {
        if (isGood) {
            PrivateFiles.delete(home);
            return;
        }
        try (DirectoryStream<Path> others = Files.newDirectoryStream(home, it -> !it.equals(logs()))) {
            others.forEach(PrivateFiles::delete);
        }
        reportLogs();
    }

    private void reportLogs() {
        if (!reported.getAndSet(true)) {
            err.printf("%nThe logs are kept in %s%n", logs());
        }
    }
}
