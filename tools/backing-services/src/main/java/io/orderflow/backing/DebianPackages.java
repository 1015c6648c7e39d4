package io.orderflow.backing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of Debian packages that runs without being installed. The packages, and all that they need and the machine does not
 * have, are downloaded and unpacked to a private folder in the user's cache. Nothing of the system is changed.
 */
final class DebianPackages {

    private static final String UNFINISHED = "unfinished-";
    private static final String LOCK = ".lock";
    private static final String LIBRARY_PATH = "LD_LIBRARY_PATH";
    private static final Path SYSTEM_NAME = Path.of("/etc/os-release");

    private final String name;
    private final String otherwise;
    private final List<String> packages;
    private final List<String> needless;
    private final Path cache;
    private final Apt.Machine machine;

    /**
     * @param name the name of the program in messages
     * @param otherwise advice for a machine where the packages can't be downloaded
     * @param needless packages that these demand and that we can do without
     */
    DebianPackages(String name, String otherwise, List<String> packages, List<String> needless) {
        this(name, otherwise, packages, needless, UserCache.path("packages"), Apt.Machine.THIS);
    }

    DebianPackages(
            String name,
            String otherwise,
            List<String> packages,
            List<String> needless,
            Path cache,
            Apt.Machine machine) {
        this.name = name;
        this.otherwise = otherwise;
        this.packages = packages;
        this.needless = needless;
        this.cache = cache;
        this.machine = machine;
    }

    /**
     * The folder with the unpacked files; empty if they are not unpacked yet.
     *
     * @throws BackingServiceException if another user could have written to the folder
     */
    Optional<Path> unpacked() {
        Path folder = cache.resolve(folderName());
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        PrivateFiles.folder(cache);
        return Optional.of(PrivateFiles.programFolder(folder));
    }

    /**
     * Downloads and unpacks the packages unless they are unpacked.
     *
     * @param prepare changes the unpacked files before they are used
     * @return the folder with the unpacked files
     * @throws BackingServiceException if that is impossible; the message says what to do
     */
    Path unpack(Consumer<Path> prepare) {
        if (!Apt.isPresent()) {
            throw new BackingServiceException(advice("There is no apt-get to download it"));
        }
        try {
            return unpackOnce(prepare);
        } catch (UncheckedIOException e) {
            throw new BackingServiceException(advice(e.getMessage() + " (" + e.getCause() + ")"), e);
        }
    }

    /** One thread of one process at a time downloads. The others then find the files. */
    private Path unpackOnce(Consumer<Path> prepare) {
        synchronized (DebianPackages.class) {
            PrivateFiles.programFolder(cache);
            try (FileChannel channel =
                    FileChannel.open(cache.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Closing the channel releases the lock.
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    System.err.println("Waiting for another process, which downloads packages to " + cache + " ...");
                    channel.lock();
                }
                Optional<Path> byAnother = unpacked();
                if (byAnother.isPresent()) {
                    return byAnother.get();
                }
                deleteUnfinished();
                Path work = Files.createTempDirectory(cache, UNFINISHED);
                try {
                    return unpack(
                            new Apt(machine, PrivateFiles.folder(work), needless), work.resolve("files"), prepare);
                } finally {
                    PrivateFiles.delete(work);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The folder " + cache + " can't be used", e);
            }
        }
    }

    private Path unpack(Apt apt, Path files, Consumer<Path> prepare) throws IOException {
        try {
            List<Path> downloaded = download(apt);
            apt.unpack(downloaded, PrivateFiles.folder(files));
            // The packages bring permissions of the folder with them.
            prepare.accept(PrivateFiles.folder(files));
        } catch (Apt.Failure e) {
            throw new BackingServiceException(
                    advice("Its packages can't be downloaded or unpacked; check the network and the disk") + "\n"
                            + e.getMessage(),
                    e);
        }
        Path folder = Files.move(files, cache.resolve(folderName()), StandardCopyOption.ATOMIC_MOVE);
        System.err.println(name + " is unpacked in " + folder + ". Delete this folder to download it again.");
        return folder;
    }

    private List<Path> download(Apt apt) throws Apt.Failure {
        try {
            return downloadBy(apt);
        } catch (Apt.Failure e) {
            System.err.println(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("apt-get failed")
                            + "\nFetching newer package lists by apt-get update, for this download only ...");
            apt.update();
            return downloadBy(apt);
        }
    }

    private List<Path> downloadBy(Apt apt) throws Apt.Failure {
        List<Apt.Download> missing = apt.missing(packages);
        demandUsable(missing);
        long bytes = missing.stream().mapToLong(Apt.Download::bytes).sum();
        long unpacked = apt.bytesUnpacked(missing);
        demandSpace(bytes + unpacked);
        System.err.printf(
                "%s is not installed. Downloading %s (%s unpacked) to %s; nothing is installed:%n  apt-get download %s%n",
                name,
                Apt.megabytes(bytes),
                Apt.megabytes(unpacked),
                cache,
                missing.stream().map(Apt.Download::exactName).collect(Collectors.joining(" ")));
        return apt.download(missing);
    }

    private void demandUsable(List<Apt.Download> missing) {
        if (missing.isEmpty()) {
            throw new BackingServiceException(
                    "%s can't be run, although its packages are installed. Repair them by: sudo apt-get install --reinstall %s"
                            .formatted(name, String.join(" ", packages)));
        }
        // A C library works only with the dynamic loader of the same version, and programs use the system's.
        if (missing.stream().anyMatch(it -> it.name().equals("libc6"))) {
            throw new BackingServiceException(
                    advice("Its packages need a newer C library. First upgrade this machine by: sudo apt-get upgrade"));
        }
    }

    private void demandSpace(long bytes) {
        long free = cache.toFile().getUsableSpace();
        if (free < bytes) {
            throw new BackingServiceException(
                    advice(("Its download needs %s in %s, and %s are free. Free some space, or set"
                                    + " XDG_CACHE_HOME to a private folder on another disk")
                            .formatted(Apt.megabytes(bytes), cache, Apt.megabytes(free))));
        }
    }

    /** Left by a process that was killed. */
    private void deleteUnfinished() {
        children(cache, UNFINISHED + "*").forEach(PrivateFiles::delete);
    }

    /** Systems of different releases may share a home folder, and each needs its own packages. */
    private String folderName() {
        Map<String, String> system = PrivateFiles.read(SYSTEM_NAME)
                .orElse("")
                .lines()
                .map(line -> line.split("=", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1].replace("\"", ""), (a, b) -> b));
        return Stream.of(
                        String.join("+", packages),
                        system.getOrDefault("ID", "unknown"),
                        system.getOrDefault("VERSION_ID", "rolling"),
                        System.getProperty("os.arch"))
                .collect(Collectors.joining("-"));
    }

    /** The environment in which unpacked programs find unpacked libraries. */
    static Map<String, String> environment(Path unpacked) {
        List<String> folders = Stream.of("lib", "usr/lib")
                .map(unpacked::resolve)
                .flatMap(DebianPackages::libraryFolders)
                .map(Path::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        if (folders.isEmpty()) {
            return Map.of();
        }
        Optional.ofNullable(System.getenv(LIBRARY_PATH))
                .filter(it -> !it.isEmpty())
                .ifPresent(folders::add);
        return Map.of(LIBRARY_PATH, String.join(File.pathSeparator, folders));
    }

    /** Folders such as {@code x86_64-linux-gnu}, and their subfolders in which some libraries keep their parts. */
    private static Stream<Path> libraryFolders(Path parent) {
        return children(parent, "*-linux-*")
                .flatMap(folder -> Stream.concat(Stream.of(folder), children(folder, "*")))
                .filter(folder -> children(folder, "lib*.so*").findAny().isPresent());
    }

    /** The files and folders of these names; none if the folder does not exist. */
    static Stream<Path> children(Path folder, String names) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, names)) {
            children.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted();
    }

    private String advice(String reason) {
        return "%s is needed and not installed. %s. %s, on Debian by: sudo apt-get install %s"
                .formatted(name, reason, otherwise, String.join(" ", packages));
    }
}
