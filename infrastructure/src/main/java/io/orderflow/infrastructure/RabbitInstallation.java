package io.orderflow.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own {@code rabbitmq-server}, installed on Debian and its relatives where it is missing. */
final class RabbitInstallation {

    private static final AptPackages PACKAGE =
            new AptPackages("RabbitMQ", "Start a Docker engine, or install RabbitMQ 3.10 or newer", "rabbitmq-server");

    private RabbitInstallation() {}

    /**
     * The start script itself, and not what the PATH has: Debian puts a wrapper there that changes the user and clears the
     * environment.
     */
    static Path server() {
        return PACKAGE.findOrInstall(RabbitInstallation::installed);
    }

    /** What administers a node, beside the start script. */
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
