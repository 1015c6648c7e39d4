package io.orderflow.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A program that is installed by apt-get if it is missing, on Debian and its derivatives. */
final class AptPackages {

    private static final Path APT = Path.of("/usr/bin/apt-get");

    /** Debian packages run this script to check whether they may start their services; see invoke-rc.d(8). */
    private static final Path START_POLICY = Path.of("/usr/sbin/policy-rc.d");

    private final String name;
    private final String otherwise;
    private final List<String> packages;

    /**
     * @param name the name of the program in messages
     * @param otherwise advice for a machine where it can't be installed
     */
    AptPackages(String name, String otherwise, String... packages) {
        this.name = name;
        this.otherwise = otherwise;
        this.packages = List.of(packages);
    }

    /**
     * @param installed finds the installed program
     * @throws InfrastructureException if the program is missing and can't be installed; the message says what to do
     */
    Path findOrInstall(Supplier<Optional<Path>> installed) {
        return installed.get().orElseGet(() -> {
            install();
            return installed
                    .get()
                    .orElseThrow(() -> new InfrastructureException(advice("The packages do not contain it")));
        });
    }

    private void install() {
        if (!Files.isExecutable(APT)) {
            throw new InfrastructureException(advice("There is no apt-get that could install it"));
        }
        List<String> asRoot = asRoot();
        System.err.printf(
                "%s is not installed. Installing Debian's %s by apt-get (no service is started) ...%n",
                name, String.join(", ", packages));
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
                // Missing or outdated package lists are the usual reason.
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
        System.err.println(name + " is installed.");
    }

    private boolean aptInstalls(List<String> asRoot) {
        List<String> words = new ArrayList<>(List.of(
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
                "--no-install-recommends"));
        words.addAll(packages);
        return run(asRoot, words.toArray(String[]::new)) == 0;
    }

    private List<String> asRoot() {
        if ("root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> sudo = List.of("sudo", "-n");
        try {
            if (run(sudo, "true") == 0) {
                return sudo;
            }
        } catch (InfrastructureException e) {
            // There is no sudo. The advice below also covers a sudo that needs a password.
        }
        throw new InfrastructureException(advice("Installing it needs root"));
    }

    /** The output of apt-get goes to stderr, like our own messages, because a program may read stdout. */
    private int run(List<String> prefix, String... command) {
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

    private String advice(String reason) {
        return "%s is needed and not installed. %s. %s, on Debian and Ubuntu by: sudo apt-get install %s"
                .formatted(name, reason, otherwise, String.join(" ", packages));
    }
}
