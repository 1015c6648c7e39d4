package io.orderflow.chaos;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives each replica of a service a clock that is hours off, if there is a C compiler. */
final class WrongClocks {

    private static final String SOURCE = "/chaos/clock.c";
    private static final List<Duration> AHEAD = List.of(Duration.ZERO, Duration.ofHours(2), Duration.ofHours(-3));

    private final Optional<Path> library;

    private WrongClocks(Optional<Path> library) {
        this.library = library;
    }

    static WrongClocks make(Path folder) {
        try (InputStream source = WrongClocks.class.getResourceAsStream(SOURCE)) {
            Path code = folder.resolve("clock.c");
            Path library = folder.resolve("clock.so");
            Files.copy(source, code);
            return new WrongClocks(compile(code, library) ? Optional.of(library) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make wrong clocks in " + folder, e);
        }
    }

    private static boolean compile(Path code, Path library) {
        ProcessBuilder compiler =
                new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), code.toString(), "-ldl");
        try {
            return compiler.inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            // There is no compiler.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String description() {
        return library.isPresent()
                ? "0, +2 and -3 hours wrong"
                : "right, because there is no C compiler to make wrong ones (on Debian: sudo apt-get install gcc libc6-dev)";
    }

    /** Takes effect at the next start of each process. */
    void setIn(Orderflow system) {
        library.ifPresent(it -> Orderflow.SERVICES.forEach(service -> {
            List<ServiceProcess> replicas = system.replicas(service);
            for (int i = 0; i < replicas.size(); i++) {
                ServiceProcess replica = replicas.get(i);
                replica.setting("LD_PRELOAD", it.toString());
                replica.setting(
                        "CLOCK_AHEAD", Long.toString(AHEAD.get(i % AHEAD.size()).toSeconds()));
            }
        }));
    }
}
