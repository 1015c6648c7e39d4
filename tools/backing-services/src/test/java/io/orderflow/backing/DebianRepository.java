package io.orderflow.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A repository of small packages in a folder, and a machine whose only package source it is. Needs no network. */
final class DebianRepository {

    private final Path repository;
    private final Path lists;
    private final Path status;
    private final Apt.Machine machine;

    DebianRepository(Path folder) throws IOException {
        this.repository = Files.createDirectories(folder.resolve("repository"));
        this.lists = Files.createDirectories(folder.resolve("lists"));
        this.status = Files.writeString(folder.resolve("status"), "");
        Path sources =
                Files.writeString(folder.resolve("sources.list"), "deb [trusted=yes] file:" + repository + " ./\n");
        this.machine = new Apt.Machine(
                status, """
                Dir::Etc::sourcelist "%s";
                Dir::Etc::sourceparts "%s";
                Dir::State::lists "%s";
                """.formatted(sources, Files.createDirectories(folder.resolve("no sources")), lists));
        clear();
    }

    Apt.Machine machine() {
        return machine;
    }

    /** Removes all packages. */
    void clear() throws IOException {
        Files.writeString(index(), "");
    }

    /** @param fields further lines of the description, such as {@code Depends: …} */
    Path add(String name, String version, List<String> fields, Map<String, String> files) throws Exception {
        Path content = Files.createTempDirectory(repository, "content");
        String description = """
                Package: %s
                Version: %s
                Architecture: all
                Maintainer: nobody <nobody@example.org>
                Description: for a test
                """.formatted(name, version)
                + String.join("", fields.stream().map(it -> it + "\n").toList());
        Files.writeString(Files.createDirectories(content.resolve("DEBIAN")).resolve("control"), description);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = content.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path deb = repository.resolve(name + "_" + version + "_all.deb");
        run("dpkg-deb", "--build", content.toString(), deb.toString());
        byte[] bytes = Files.readAllBytes(deb);
        Files.writeString(
                index(),
                description
                        + "Filename: ./%s%nSize: %d%nSHA256: %s%n%n"
                                .formatted(
                                        deb.getFileName(),
                                        bytes.length,
                                        HexFormat.of()
                                                .formatHex(MessageDigest.getInstance("SHA-256")
                                                        .digest(bytes))),
                StandardOpenOption.APPEND);
        return deb;
    }

    void isInstalled(String name) throws IOException {
        Files.writeString(status, """
                Package: %s
                Status: install ok installed
                Architecture: all
                Version: 1
                Maintainer: nobody <nobody@example.org>
                Description: for a test

                """.formatted(name), StandardOpenOption.APPEND);
    }

    /** Makes the machine's lists those of the repository as it is now. */
    void updateLists() throws Exception {
        Path settings =
                Files.writeString(lists.resolveSibling("apt.conf"), machine.settings() + "APT::Sandbox::User \"\";\n");
        Files.createDirectories(lists.resolve("partial"));
        run("apt-get", "-qq", "-c", settings.toString(), "-o", "Debug::NoLocking=true", "update");
    }

    private Path index() {
        return repository.resolve("Packages");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
    }
}
