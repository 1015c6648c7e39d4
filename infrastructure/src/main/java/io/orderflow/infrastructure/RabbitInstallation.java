package io.orderflow.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own {@code rabbitmq-server}, installed on Debian and its relatives where it is missing. */
final class RabbitInstallation {

    private static final String NAME = "rabbitmq-server";
    private static final Path APT = Path.of("/usr/bin/apt-get");

    /** Packages ask this script whether they may start their services; see invoke-rc.d(8). */
    private static final Path START_POLICY = Path.of("/usr/sbin/policy-rc.d");

    private RabbitInstallation() {}

    /**
     * The start script itself, and not what the PATH has: Debian puts a wrapper there that changes the user and clears the
     * environment.
     */
    static Path server() {
        return installed().orElseGet(() -> {
            install();
            return installed()
                    .orElseThrow(() -> new InfrastructureException(advice("The installation did not bring it")));
        });
    }

    private static Optional<Path> installed() {
        return Stream.of(
                        "/usr/lib/rabbitmq/bin",
                        "/opt/homebrew/opt/rabbitmq/sbin",
                        "/usr/local/opt/rabbitmq/sbin",
                        "/opt/rabbitmq/sbin")
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void install() {
        if (!Files.isExecutable(APT)) {
            throw new InfrastructureException(advice("There is no apt-get that could install it"));
        }
        List<String> asRoot = asRoot();
        System.err.println("RabbitMQ is not installed. Installing Debian's package " + NAME
                + " by apt-get (its own service is not started) ...");
        boolean started = Files.exists(START_POLICY);
        if (!started) {
            run(
                    asRoot,
                    "sh",
                    "-c",
                    "printf '#!/bin/sh\\nexit 101\\n' > " + START_POLICY + " && chmod 755 " + START_POLICY);
        }
        try {
            if (!aptInstalls(asRoot)) {
                // Lists that are missing or old are the usual reason.
                run(asRoot, APT.toString(), "-qq", "update");
                if (!aptInstalls(asRoot)) {
                    throw new InfrastructureException(advice("apt-get failed, see above"));
                }
            }
        } finally {
            if (!started) {
                run(asRoot, "rm", "-f", START_POLICY.toString());
            }
        }
        System.err.println("RabbitMQ is installed.");
    }

    private static boolean aptInstalls(List<String> asRoot) {
        return run(
                        asRoot,
                        "env",
                        "DEBIAN_FRONTEND=noninteractive",
                        APT.toString(),
                        "-qq",
                        "-y",
                        "-o",
                        "Dpkg::Use-Pty=0",
                        "-o",
                        "DPkg::Lock::Timeout=300",
                        "install",
                        "--no-install-recommends",
                        NAME)
                == 0;
    }

    private static List<String> asRoot() {
        if ("root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> sudo = List.of("sudo", "-n");
        try {
            if (run(sudo, "true") == 0) {
                return sudo;
            }
        } catch (InfrastructureException e) {
            // No sudo: the advice below is the same as for one that asks for a password.
        }
        throw new InfrastructureException(advice("Installing it needs root"));
    }

    /** apt's words go to stderr, where ours are; stdout may be read by a program. */
    private static int run(List<String> prefix, String... command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0) {
                    System.err.print(said);
                }
                return code;
            }
        } catch (IOException e) {
            throw new InfrastructureException(words.get(0) + " can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while waiting for " + words.get(0), e);
        }
    }

    private static String advice(String reason) {
        return "RabbitMQ is needed and not installed. " + reason
                + ". Start a Docker engine, or install RabbitMQ 3.10 or newer, on Debian and Ubuntu by:"
                + " sudo apt-get install " + NAME;
    }
}
