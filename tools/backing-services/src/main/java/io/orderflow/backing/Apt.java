package io.orderflow.backing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Downloads and unpacks Debian packages without root. It only reads the system's package sources, keys, package lists and list of
 * installed packages. All that it writes is in one folder.
 */
final class Apt {

    /** apt-get or dpkg-deb failed. The message has its output. */
    static final class Failure extends Exception {
        private Failure(String message) {
            super(message);
        }
    }

    /** The files and settings of this machine that apt-get reads. Tests have others. */
    record Machine(Path status, String settings) {
        static final Machine THIS = new Machine(Path.of("/var/lib/dpkg/status"), "");
    }

    record Download(String name, String version, long bytes) {
        String exactName() {
            return name + "=" + version;
        }
    }

    private static final Path PROGRAM = Path.of("/usr/bin/apt-get");

    private static final String SETTINGS = """
            Debug::NoLocking "true";
            // As root, apt-get would download as another user, who can't write to this folder.
            APT::Sandbox::User "";
            // Commands of other packages, which change the system.
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            Acquire::Languages "none";
            Acquire::Retries "2";
            Acquire::http::Timeout "20";
            Acquire::https::Timeout "20";
            Dir::Cache "%s";
            Dir::State::status "%s";
            """;

    /** A line of {@code apt-get --print-uris}: address, file name, size and checksum. */
    private static final Pattern FILE = Pattern.compile("(?m)^'[^']*' ([^_ ]+)_([^_ ]+)_[^_ ]+\\.deb (\\d+)");

    private static final Pattern INSTALLED = Pattern.compile("(?m)^Status: \\S+ ok installed$");
    private static final Pattern NAME = Pattern.compile("(?m)^Package: (\\S+)$");
    private static final Pattern KILOBYTES_UNPACKED = Pattern.compile("(?m)^Installed-Size: (\\d+)$");
    private static final int PROGRESS_SECONDS = 2;

    private final Path folder;
    private final Path configuration;
    private final Path output;
    private String settings;
    private String warnings = "";

    /**
     * @param folder an empty private folder
     * @param assumed packages that count as installed
     */
    Apt(Machine machine, Path folder, List<String> assumed) {
        this.folder = folder;
        this.configuration = folder.resolve("apt.conf");
        this.output = folder.resolve("output");
        Path cache = folder.resolve("cache");
        PrivateFiles.folder(cache.resolve("archives/partial"));
        Path status = folder.resolve("status");
        writeStatus(machine.status(), status, assumed);
        configure(machine.settings() + SETTINGS.formatted(cache, status));
    }

    static boolean isPresent() {
        return Files.isExecutable(PROGRAM);
    }

    /** Fetches package lists to the folder and uses them instead of the system's. */
    void update() throws Failure {
        Path lists = folder.resolve("lists");
        PrivateFiles.folder(lists.resolve("partial"));
        configure(settings + "Dir::State::lists \"" + lists + "\";\n");
        warnings = run(aptGet("update"), "package lists", 0);
    }

    /** Finds those of the packages, and of all that they need, that are not installed. */
    List<Download> missing(List<String> packages) throws Failure {
        // Prints what an installation would download, and does nothing.
        List<String> command = aptGet("--print-uris", "-y", "--no-install-recommends", "install");
        command.addAll(packages);
        return FILE.matcher(run(command))
                .results()
                .map(it -> new Download(it.group(1), it.group(2).replace("%3a", ":"), Long.parseLong(it.group(3))))
                .toList();
    }

    long bytesUnpacked(List<Download> packages) throws Failure {
        List<String> command = new ArrayList<>(List.of("apt-cache", "-c", configuration.toString(), "show"));
        packages.forEach(it -> command.add(it.exactName()));
        return KILOBYTES_UNPACKED
                .matcher(run(command))
                .results()
                .mapToLong(it -> Long.parseLong(it.group(1)) * 1024)
                .sum();
    }

    /** Downloads packages and verifies them with the keys of their sources. Returns the files. */
    List<Path> download(List<Download> packages) throws Failure {
        List<String> command = aptGet("download");
        packages.forEach(it -> command.add(it.exactName()));
        run(command, "packages", packages.stream().mapToLong(Download::bytes).sum());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks the packages and runs none of their scripts. */
    void unpack(List<Path> files, Path target) throws Failure {
        for (Path file : files) {
            run(List.of("dpkg-deb", "--extract", file.toString(), target.toString()));
        }
    }

    private List<String> aptGet(String... words) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-c", configuration.toString(), "-qq"));
        command.addAll(Arrays.asList(words));
        return command;
    }

    private void configure(String changed) {
        settings = changed;
        PrivateFiles.write(configuration, settings);
    }

    private static void writeStatus(Path source, Path target, List<String> assumed) {
        try {
            // Descriptions may have any encoding.
            String status = Files.readString(source, StandardCharsets.ISO_8859_1);
            Set<String> installed = Arrays.stream(status.split("\n\n"))
                    .filter(entry -> INSTALLED.matcher(entry).find())
                    .map(NAME::matcher)
                    .filter(Matcher::find)
                    .map(name -> name.group(1))
                    .collect(Collectors.toSet());
            String added = assumed.stream()
                    .filter(name -> !installed.contains(name))
                    .map("""

                    Package: %s
                    Status: install ok installed
                    Architecture: all
                    Multi-Arch: allowed
                    Version: 9999
                    Maintainer: Orderflow
                    Description: not needed
                    """::formatted)
                    .collect(Collectors.joining());
            Files.writeString(target, status + added, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of installed packages can't be read", e);
        }
    }

    private String run(List<String> command) throws Failure {
        return run(command, "", 0);
    }

    /** @param what what the command downloads, to report the progress; empty if it only computes */
    private String run(List<String> command, String what, long bytes) throws Failure {
        long before = size(folder.toFile());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            AutoCloseable atExit = process::destroy;
            ShutdownHooks.close(atExit);
            try {
                process.getOutputStream().close();
                while (!process.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
                    if (!what.isEmpty()) {
                        String total = bytes == 0 ? "" : " of " + megabytes(bytes);
                        System.err.println("  " + what + ": " + megabytes(size(folder.toFile()) - before) + total);
                    }
                }
            } finally {
                process.destroy();
                ShutdownHooks.forget(atExit);
            }
            String said = PrivateFiles.read(output).orElse("");
            if (process.exitValue() != 0) {
                // apt-get update succeeds even if it could not fetch anything.
                throw new Failure(
                        (Path.of(command.get(0)).getFileName() + " failed: " + said + "\n" + warnings).strip());
            }
            return said;
        } catch (IOException e) {
            throw new BackingServiceException(command.get(0) + " can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingServiceException("Interrupted while waiting for " + command.get(0), e);
        }
    }

    /** apt-get moves files meanwhile. */
    private static long size(File file) {
        File[] children = file.listFiles();
        return children == null
                ? file.length()
                : Arrays.stream(children).mapToLong(Apt::size).sum();
    }

    static String megabytes(long bytes) {
        return Math.round(bytes / 1e6) + " MB";
    }
}
