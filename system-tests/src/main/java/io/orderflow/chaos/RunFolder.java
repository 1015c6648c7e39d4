package io.orderflow.chaos;

import io.orderflow.infrastructure.OnExit;
import io.orderflow.infrastructure.PrivateFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The data of one run: deleted at the end, and kept with its logs where it did not end well. */
final class RunFolder {

    private final Path home = PrivateFiles.temporaryFolder("orderflow-chaos");
    private final AutoCloseable data = () -> PrivateFiles.delete(home);
    private final PrintWriter err;

    RunFolder(PrintWriter err) {
        this.err = err;
        // Closed last: said first.
        OnExit.close(data);
    }

    Path home() {
        return home;
    }

    Path logs() {
        return home.resolve("logs");
    }

    /** @return 0 if all was as promised, 1 if not */
    int exitCode(Callable<Boolean> run) throws Exception {
        boolean isGood = false;
        try {
            isGood = run.call();
            return isGood ? 0 : 1;
        } finally {
            if (!isGood) {
                OnExit.forget(data);
                err.printf("%nThe logs are kept in %s%n", logs());
            }
        }
    }
}
