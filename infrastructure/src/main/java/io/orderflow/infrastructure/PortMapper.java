package io.orderflow.infrastructure;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The {@code epmd} of a RabbitMQ node: Erlang starts it in the background and never ends it. Ours has a port of its own, so no
 * other node needs it; the port is kept in a file for the case that this JVM is killed.
 */
final class PortMapper {

    private static final String FILE = "epmd.port";

    private PortMapper() {}

    static void remember(Path home, int port) {
        PrivateFiles.write(home.resolve(FILE), Integer.toString(port));
    }

    static void end(Path home) {
        PrivateFiles.read(home.resolve(FILE)).ifPresent(port -> {
            kill(port);
            home.resolve(FILE).toFile().delete();
        });
    }

    /** Does nothing where none listens, or where a node lives that is not ours: epmd refuses then. */
    private static void kill(String port) {
        try {
            new ProcessBuilder("epmd", "-port", port, "-kill")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new InfrastructureException("epmd can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
