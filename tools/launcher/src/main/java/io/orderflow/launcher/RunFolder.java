package io.orderflow.launcher;

import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ShutdownHooks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The data of a separate system for one run. Deletes the data after a good run, and keeps it with its logs after a bad one. */
public final class RunFolder {

    private final Path home;
    private final AutoCloseable data;
    private final PrintWriter err;

    /** @param name the prefix of the folder's name */
    public RunFolder(String name, PrintWriter err) {
        this.home = PrivateFiles.temporaryFolder(name);
        this.data = () -> PrivateFiles.delete(home);
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
        boolean isGood = false;
        try {
            isGood = run.call();
            return isGood ? 0 : 1;
        } finally {
            if (!isGood) {
                ShutdownHooks.forget(data);
                err.printf("%nThe logs are kept in %s%n", logs());
            }
        }
    }
}
