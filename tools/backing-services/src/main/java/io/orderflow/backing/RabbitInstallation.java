package io.orderflow.backing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The {@code rabbitmq-server} of this machine, or one that is unpacked from Debian's packages.
 *
 * @param server the start script itself. Debian's wrapper on the PATH changes the user and clears the environment
 * @param portMapper Erlang's epmd
 * @param environment what its programs need in their environment
 */
record RabbitInstallation(Path server, String epmd, Map<String, String> environment) {

    private static final String SERVER = "usr/lib/rabbitmq/bin/rabbitmq-server";
    private static final String ON_THE_PATH = "epmd";
    private static final String ERLANG = "usr/lib/erlang";

    /** Replaces Erlang's script, which contains the path of an installed Erlang. */
    private static final String ERL = """
            #!/bin/sh
            ROOTDIR=$(cd "$(dirname "$0")/%s" && pwd)
            BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
            EMU=beam
            PROGNAME=erl
            export ROOTDIR BINDIR EMU PROGNAME
            exec "$BINDIR/erlexec" "$@"
            """;

    /** Finds the programs. Downloads them if they are missing, which is reported on stderr. */
    static RabbitInstallation findOrDownload() {
        return find().orElseGet(() -> unpackedIn(packages().unpack(RabbitInstallation::makeRunnable)));
    }

    private static Optional<RabbitInstallation> find() {
        return Stream.of(
                        "/usr/lib/rabbitmq/bin",
                        "/opt/homebrew/opt/rabbitmq/sbin",
                        "/usr/local/opt/rabbitmq/sbin",
                        "/opt/rabbitmq/sbin")
                .map(folder -> Path.of(folder, "rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(server -> new RabbitInstallation(server, ON_THE_PATH, Map.of()))
                .or(() -> packages().unpacked().map(RabbitInstallation::unpackedIn));
    }

    private static DebianPackages packages() {
        return new DebianPackages(
                "RabbitMQ",
                "Start a Docker engine, or install RabbitMQ 3.10 or newer",
                List.of("rabbitmq-server"),
                // Only the installation, the machine's own service and some tools use these.
                List.of("adduser", "logrotate", "lsb-base", "openssl", "procps", "python3", "socat"));
    }

    /** The {@code rabbitmqctl} next to the start script. */
    Path control() {
        return server.resolveSibling("rabbitmqctl");
    }

    /** Prepares a run of Erlang's port mapper, without a download. */
    static ProcessBuilder portMapper(String... arguments) {
        Optional<RabbitInstallation> found = find();
        ProcessBuilder builder =
                new ProcessBuilder(found.map(RabbitInstallation::epmd).orElse(ON_THE_PATH));
        builder.command().addAll(List.of(arguments));
        found.ifPresent(it -> builder.environment().putAll(it.environment()));
        return builder;
    }

    /** Makes an unpacked Erlang independent of its place. If an Erlang is installed, only parts that it lacks are unpacked. */
    static void makeRunnable(Path unpacked) {
        Path erlang = unpacked.resolve(ERLANG);
        replace(erlang, "bin/erl", "..");
        // RabbitMQ starts epmd with this script.
        DebianPackages.children(erlang, "erts-*").forEach(erts -> replace(erts, "bin/erl", "../.."));
    }

    private static void replace(Path folder, String script, String rootFromThere) {
        Path file = folder.resolve(script);
        if (Files.exists(file)) {
            PrivateFiles.write(file, ERL.formatted(rootFromThere));
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static RabbitInstallation unpackedIn(Path folder) {
        Path server = folder.resolve(SERVER);
        Path erlang = folder.resolve(ERLANG);
        Map<String, String> environment = new TreeMap<>(DebianPackages.environment(folder));
        if (!Files.exists(erlang.resolve("bin/erl"))) {
            // The installed Erlang finds in this folder what it lacks.
            environment.put("ERL_LIBS", erlang.resolve("lib").toString());
            return new RabbitInstallation(server, ON_THE_PATH, environment);
        }
        Path programs = erlang.resolve("bin");
        environment.put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        return new RabbitInstallation(server, programs.resolve("epmd").toString(), environment);
    }
}
