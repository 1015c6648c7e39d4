package io.orderflow.launcher;

import io.orderflow.infrastructure.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service's program as it starts quickest: its jar unpacked, and beside it an archive of the classes that a start needs, as the
 * JVM has them when they are loaded. Both are made once for each build and JDK. The archive is made by a start that needs neither
 * database nor broker and ends when all is set up ({@code application-training.yml}). Later starts take a half or a third of the
 * processor time.
 *
 * <p>The archive is a help and no more: where it is not there yet, or the JVM does not take it, the service starts without.
 */
final class QuickStart {

    private static final int MADE_WITHIN_MINUTES = 5;
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
     * What a JVM keeps of a start.
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

    /** Unpacks the jar unless that was done for this build, and uses the archive if there is one. */
    JavaProgram program() {
        return alone(() -> {
            if (!isMade(UNPACKED)) {
                unpack();
                PrivateFiles.write(folder.resolve(UNPACKED), source());
            }
            // One that was not finished, because its maker was ended, is none.
            return program(isMade(TRIED) && Files.exists(archive.file()) ? archive.using() : List.of());
        });
    }

    /** Whether there was an attempt to make the archive. */
    boolean hasTriedArchive() {
        return alone(() -> isMade(TRIED));
    }

    /**
     * Makes the archive for the starts to come.
     *
     * @param command in front of the JVM's own, such as {@code nice}
     * @param arguments of the JVM, besides those that the service has
     */
    void makeArchive(List<String> command, List<String> arguments) {
        alone(() -> {
            if (!isMade(TRIED)) {
                train(command, arguments);
                PrivateFiles.write(folder.resolve(TRIED), source());
            }
            return null;
        });
    }

    private boolean isMade(String what) throws IOException {
        return PrivateFiles.read(folder.resolve(what)).orElse("").equals(source());
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** Two commands may want it at the same time. */
    private <T> T alone(Work<T> work) {
        PrivateFiles.folder(folder.getParent());
        try (FileChannel channel =
                FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Closing ends it.
            channel.lock();
            return work.run();
        } catch (IOException e) {
            throw new LauncherException(jar + " can't be unpacked to " + folder + ": " + e.getMessage(), e);
        }
    }

    private JavaProgram program(List<String> moreFlags) {
        return JavaProgram.of(Stream.concat(flags.stream(), moreFlags.stream()).toList(), program);
    }

    private String source() throws IOException {
        return String.join(
                " ",
                Files.getLastModifiedTime(jar).toString(),
                Long.toString(Files.size(jar)),
                System.getProperty("java.vm.version"),
                JavaProgram.FLAGS.toString(),
                flags.toString());
    }

    private void unpack() throws IOException {
        PrivateFiles.delete(folder);
        ProcessBuilder unpacking =
                JavaProgram.of(jar).process(List.of(JavaProgram.QUICK_TO_COMPILE, "-Djarmode=tools"), log);
        unpacking.command().addAll(List.of("extract", "--destination", folder.toString()));
        if (!endsWell(unpacking)) {
            throw new IOException("why is said in " + log);
        }
    }

    private void train(List<String> command, List<String> arguments) throws IOException {
        // Spring halts the JVM, which then leaves its temporary files.
        Path temporary = PrivateFiles.folder(folder.resolve("tmp"));
        List<String> training = List.of(
                "-Dspring.profiles.active=training",
                "-Dspring.context.exit=onRefresh",
                "-Djava.io.tmpdir=" + temporary);
        ProcessBuilder start = program(archive.making())
                .process(Stream.concat(arguments.stream(), training.stream()).toList(), log);
        start.command().addAll(0, command);
        if (!endsWell(start)) {
            Files.deleteIfExists(archive.file());
        }
        PrivateFiles.delete(temporary);
    }

    private boolean endsWell(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(MADE_WITHIN_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
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
