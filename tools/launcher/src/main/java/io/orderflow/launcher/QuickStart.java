package io.orderflow.launcher;

import io.orderflow.backing.Poll;
import io.orderflow.backing.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A service's program in the form that starts fastest: its jar unpacked, with an archive of what the JVM learns from a
 * {@link Training}. Both are made once for each build and JDK. Starts with the archive take a third to a half of the processor
 * time.
 *
 * <p>The archive is optional: a service starts without it where it does not exist, or where the JVM refuses it.
 */
final class QuickStart {

    private static final Duration MADE_WITHIN = Duration.ofMinutes(5);
    private static final String UNPACKED = "unpacked";
    private static final String TRIED = "archive-tried";

    private final Path jar;
    private final List<String> flags;
    private final Path folder;
    private final Path log;
    private final Path program;
    private final Archive archive;

    /**
     * @param jar which Spring Boot's plugin has made
     * @param flags of the JVM, besides those of all
     * @param folder for this alone; nothing may run from it when the jar has changed
     */
    QuickStart(Path jar, List<String> flags, Path folder) {
        this.jar = jar;
        this.flags = flags;
        this.folder = folder;
        this.log = sibling(".log");
        this.program = folder.resolve(jar.getFileName());
        this.archive = Archive.ofThisJdk(folder);
    }

    /**
     * The archive of a JVM's start.
     *
     * @param making and {@code using}: arguments of the JVM that does so
     */
    private record Archive(Path file, List<String> making, List<String> using) {

        private static final int FIRST_WITH_AOT_CACHE = 25;

        /** From JDK 25 on an AOT cache, which holds more than classes, such as what the better compiler learns (JEP 514, 515). */
        static Archive ofThisJdk(Path folder) {
            if (Runtime.version().feature() >= FIRST_WITH_AOT_CACHE) {
                Path cache = folder.resolve("start.aot");
                return new Archive(cache, List.of("-XX:AOTCacheOutput=" + cache), List.of("-XX:AOTCache=" + cache));
            }
            Path classes = folder.resolve("start.jsa");
            return new Archive(
                    classes,
                    List.of("-XX:ArchiveClassesAtExit=" + classes, JavaProgram.QUICK_TO_COMPILE),
                    List.of("-XX:SharedArchiveFile=" + classes));
        }
    }

    /** Unpacks the jar, unless that was done for this build. */
    void unpackOnce() {
        once(UNPACKED, this::unpack);
    }

    /** The program as it is best started now. The archive is used only if its training has ended. */
    JavaProgram program() {
        unpackOnce();
        return program(hasTriedArchive() && Files.exists(archive.file()) ? archive.using() : List.of());
    }

    /** Whether there was an attempt to make the archive. */
    boolean hasTriedArchive() {
        return isMade(TRIED);
    }

    /**
     * Makes the archive for later starts.
     *
     * @param command in front of the JVM's own, such as {@code nice}
     * @param trainings the first that succeeds is kept
     */
    void makeArchive(List<String> command, List<Training> trainings) {
        once(TRIED, () -> {
            for (Training training : trainings) {
                if (train(command, training)) {
                    return;
                }
            }
        });
    }

    private boolean isMade(String what) {
        if (!PrivateFiles.read(folder.resolve(what)).orElse("").equals(source())) {
            return false;
        }
        // Services run from this folder.
        PrivateFiles.folder(folder);
        return true;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Does the work unless it was done for this build. Two commands may want it at the same time. */
    private void once(String what, Work work) {
        // No lock is taken to see that it is done: a training holds the lock for long, and services start meanwhile.
        if (isMade(what)) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent());
        } catch (IOException e) {
            throw new LauncherException(folder.getParent() + " can't be created: " + e.getMessage(), e);
        }
        try (FileChannel channel =
                FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Closing ends it.
            channel.lock();
            if (!isMade(what)) {
                PrivateFiles.folder(folder);
                work.run();
                PrivateFiles.write(folder.resolve(what), source());
            }
        } catch (IOException e) {
            throw new LauncherException(jar + " can't be unpacked to " + folder + ": " + e.getMessage(), e);
        }
    }

    private JavaProgram program(List<String> moreFlags) {
        return JavaProgram.of(Stream.concat(flags.stream(), moreFlags.stream()).toList(), program);
    }

    private String source() {
        try {
            return String.join(
                    " ",
                    Files.getLastModifiedTime(jar).toString(),
                    Long.toString(Files.size(jar)),
                    System.getProperty("java.vm.version"),
                    JavaProgram.FLAGS.toString(),
                    flags.toString());
        } catch (IOException e) {
            throw new LauncherException(jar + " can't be read: " + e.getMessage(), e);
        }
    }

    private void unpack() throws IOException {
        PrivateFiles.delete(folder);
        PrivateFiles.folder(folder);
        ProcessBuilder unpacking =
                JavaProgram.of(jar).process(List.of(JavaProgram.QUICK_TO_COMPILE, "-Djarmode=tools"), log);
        unpacking.command().addAll(List.of("extract", "--destination", folder.toString()));
        if (!endsWell(unpacking, () -> false)) {
            throw new IOException("why is said in " + log);
        }
    }

    private boolean train(List<String> command, Training training) throws IOException {
        // The JVM may be halted, and then leaves its temporary files.
        Path temporary = PrivateFiles.folder(folder.resolve("tmp"));
        List<String> arguments = Stream.concat(
                        training.arguments().stream(), Stream.of("-Djava.io.tmpdir=" + temporary))
                .toList();
        ProcessBuilder start = program(archive.making()).process(arguments, log);
        start.command().addAll(0, command);
        start.environment().putAll(training.environment());
        boolean good = endsWell(start, training.isEnough());
        if (!good) {
            Files.deleteIfExists(archive.file());
        }
        PrivateFiles.delete(temporary);
        return good && Files.exists(archive.file());
    }

    /** @param isEnough whether the process has done its work and may be ended */
    private boolean endsWell(ProcessBuilder builder, BooleanSupplier isEnough) throws IOException {
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean hasWorked =
                    Poll.until(MADE_WITHIN, () -> !process.isAlive() || isEnough.getAsBoolean()) && process.isAlive();
            process.destroy();
            // The JVM writes the archive when it ends.
            return process.waitFor(MADE_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    && (hasWorked || process.exitValue() == 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while " + jar.getFileName() + " was prepared", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Path sibling(String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }
}
