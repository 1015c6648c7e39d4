package io.orderflow.chaos;

import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clocks that are hours apart, one for each replica of a service, by Debian's libfaketime where that is installed. */
final class WrongClocks {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketime.so.1";
    private static final int DEEPEST = 3;
    private static final List<Duration> AHEAD = List.of(Duration.ZERO, Duration.ofHours(2), Duration.ofHours(-3));

    private final Optional<Path> library;

    private WrongClocks(Optional<Path> library) {
        this.library = library;
    }

    static WrongClocks find() {
        try (Stream<Path> all = Files.find(LIBRARIES, DEEPEST, (path, file) -> path.endsWith(LIBRARY))) {
            return new WrongClocks(all.findFirst());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for libfaketime in " + LIBRARIES, e);
        }
    }

    String description() {
        return library.isPresent()
                ? "The clocks of the replicas are 0, +2 and -3 hours wrong."
                : "All replicas have the same clock: there is no libfaketime. On Debian: sudo apt-get install libfaketime";
    }

    /** From their next start on. */
    void setIn(Orderflow system) {
        library.ifPresent(it -> Orderflow.SERVICES.forEach(service -> {
            List<ServiceProcess> replicas = system.replicas(service);
            for (int i = 0; i < replicas.size(); i++) {
                set(replicas.get(i), it, AHEAD.get(i % AHEAD.size()));
            }
        }));
    }

    private static void set(ServiceProcess replica, Path library, Duration ahead) {
        replica.setting("LD_PRELOAD", library.toString());
        replica.setting("FAKETIME", "%+ds".formatted(ahead.toSeconds()));
        // Only the time of day is wrong. Without it, each wait of the JVM takes as long as the clock is wrong.
        replica.setting("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        replica.setting("DONT_FAKE_MONOTONIC", "1");
    }

    /** What our clock showed when one of theirs showed {@code told}, less than an hour ago. */
    Instant right(Instant told) {
        Instant now = Instant.now();
        return AHEAD.stream()
                .map(told::minus)
                .min(Comparator.comparing(it -> Duration.between(it, now).abs()))
                .orElseThrow();
    }
}
