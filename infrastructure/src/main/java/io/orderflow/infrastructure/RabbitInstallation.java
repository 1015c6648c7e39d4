package io.orderflow.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code rabbitmq-server} of this machine. It is installed on Debian and its derivatives if it is missing. */
final class RabbitInstallation {

    private static final AptPackages PACKAGE =
            new AptPackages("RabbitMQ", "Start a Docker engine, or install RabbitMQ 3.10 or newer", "rabbitmq-server");

    private RabbitInstallation() {}

    /** The start script itself. Debian's wrapper on the PATH changes the user and clears the environment. */
    static Path server() {
        return PACKAGE.findOrInstall(RabbitInstallation::installed);
    }

    /** The {@code rabbitmqctl} next to the start script. */
    static Path control() {
        return server().resolveSibling("rabbitmqctl");
    }

    private static Optional<Path> installed() {
        return Stream.of(
                        "/usr/lib/rabbitmq/bin",
                        "/opt/homebrew/opt/rabbitmq/sbin",
                        "/usr/local/opt/rabbitmq/sbin",
                        "/opt/rabbitmq/sbin")
                .map(folder -> Path.of(folder, "rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
