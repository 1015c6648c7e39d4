package io.orderflow.backing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The {@code epmd} of a RabbitMQ node, Erlang's port mapper. Erlang starts it in the background and never ends it. Each node uses
 * a separate port for it, so no other node needs this one. A file stores the port in case this JVM is killed.
 */
final class Epmd {

    private static final String FILE = "epmd.port";
    private static final Duration ENDS_IN = Duration.ofSeconds(10);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(5);

    private Epmd() {}

    static void remember(Path home, int port) {
        PrivateFiles.write(home.resolve(FILE), Integer.toString(port));
    }

    static void end(Path home) {
        PrivateFiles.read(home.resolve(FILE)).ifPresent(port -> {
            // epmd refuses to end while it knows a live node, and it notices the death of a killed node with a delay.
            if (!Poll.until(ENDS_IN, () -> FreePorts.isFree(Integer.parseInt(port)) || isKilled(port))) {
                // Every user of the machine can register a node.
                Processes.kill(Processes.withEnvironment("ERL_EPMD_PORT=" + port).stream()
                        .filter(process -> process.info().command().orElse("").endsWith("epmd"))
                        .toList());
            }
            PrivateFiles.delete(home.resolve(FILE));
        });
    }

    private static boolean isKilled(String port) {
        try {
            Process kill = RabbitInstallation.portMapper("-port", port, "-kill")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return kill.waitFor(ANSWERS_IN.toMillis(), TimeUnit.MILLISECONDS) && kill.exitValue() == 0;
            } finally {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new BackingServiceException("epmd can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
