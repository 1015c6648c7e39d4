package io.orderflow.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser for page tests and its driver. Both are installed on Debian and its derivatives if they are missing. */
public final class Chromium {

    private static final AptPackages PACKAGES =
            new AptPackages("Chromium", "Install it and its driver", "chromium", "chromium-driver");

    private Chromium() {}

    /** @throws InfrastructureException if the browser is missing and can't be installed */
    public static Path browser() {
        return PACKAGES.findOrInstall(() -> first("/usr/bin/chromium", "/snap/bin/chromium"));
    }

    /** @throws InfrastructureException if the driver is missing and can't be installed */
    public static Path driver() {
        return PACKAGES.findOrInstall(() -> first("/usr/bin/chromedriver", "/snap/bin/chromium.chromedriver"));
    }

    private static Optional<Path> first(String... candidates) {
        return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
