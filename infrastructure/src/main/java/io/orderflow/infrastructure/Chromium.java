package io.orderflow.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser for tests of pages, and what drives it; installed on Debian and its relatives where they are missing. */
public final class Chromium {

    private static final AptPackages PACKAGES =
            new AptPackages("Chromium", "Install it and its driver", "chromium", "chromium-driver");

    private Chromium() {}

    /** @throws InfrastructureException if there is none and none can be installed */
    public static Path browser() {
        return PACKAGES.findOrInstall(() -> first("/usr/bin/chromium", "/snap/bin/chromium"));
    }

    /** @throws InfrastructureException if there is none and none can be installed */
    public static Path driver() {
        return PACKAGES.findOrInstall(() -> first("/usr/bin/chromedriver", "/snap/bin/chromium.chromedriver"));
    }

    private static Optional<Path> first(String... candidates) {
        return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
