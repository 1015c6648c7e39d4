package io.orderflow.launcher;

import io.orderflow.infrastructure.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A service's program as it starts quickest: its jar unpacked, and beside it an archive of the classes that a start needs, as the
 * JVM has them when they are loaded. Both are made once for each build and JDK, by a start that needs neither database nor broker
 * and ends when all is set up ({@code application-training.yml}). Later starts take a half or a third of the processor time.
 *
 * <p>The archive is a help and no more: where it can't be made, or the JVM does not take it, the service starts without.
 */
final class QuickStart {

    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final int MADE_WITHIN_MINUTES = 3;

    /** For a program that ends before better code would pay. */
    private static final String QUICK_TO_COMPILE = "-XX:TieredStopAtLevel=1";

    private final Path jar;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * @param jar which Spring Boot's plugin has made
     * @param folder for this alone; nothing may run from it when the jar has changed
     */
    QuickStart(Path jar, Path folder, Consumer<String> progress) {
        this.jar = jar;
        this.folder = folder;
        this.progress = progress;
    }

    /** What has been made is used again; if anything has changed since, it is made anew. */
    JavaProgram program() {
        PrivateFiles.folder(folder.getParent());
        try (FileChannel channel =
                FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Two commands may want it at the same time. Closing ends it.
            channel.lock();
            Path madeFrom = folder.resolve("made-from");
            String source = source();
            if (!PrivateFiles.read(madeFrom).orElse("").equals(source)) {
                progress.accept("Preparing quick starts of %s, once for each build ...".formatted(jar.getFileName()));
                make();
                PrivateFiles.write(madeFrom, source);
            }
            return Files.exists(archive())
                    ? JavaProgram.of(
                            List.of((hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive()),
                            unpacked())
                    : JavaProgram.of(unpacked());
        } catch (IOException e) {
            throw new LauncherException(jar + " can't be unpacked to " + folder + ": " + e.getMessage(), e);
        }
    }

    private String source() throws IOException {
        return String.join(
                " ",
                Files.getLastModifiedTime(jar).toString(),
                Long.toString(Files.size(jar)),
                System.getProperty("java.vm.version"),
                JavaProgram.FLAGS.toString());
    }

    private void make() throws IOException {
        PrivateFiles.delete(folder);
        List<String> unpacking = JavaProgram.of(jar).command(QUICK_TO_COMPILE, "-Djarmode=tools");
        if (!run(unpacking, "extract", "--destination", folder.toString())) {
            throw new IOException("why is said in " + sibling(".log"));
        }
        List<String> training = new ArrayList<>(JavaProgram.of(unpacked())
                .command("-Dspring.profiles.active=training", "-Dspring.context.exit=onRefresh"));
        // What is kept of a start by the better compiler is of use, too, where it can be kept.
        training.addAll(
                1,
                hasAotCache()
                        ? List.of("-XX:AOTCacheOutput=" + archive())
                        : List.of("-XX:ArchiveClassesAtExit=" + archive(), QUICK_TO_COMPILE));
        if (!run(training)) {
            Files.deleteIfExists(archive());
        }
    }

    /** @return whether it ended well */
    private boolean run(List<String> command, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(sibling(".log").toFile()));
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SPRING_"));
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

    private Path unpacked() {
        return folder.resolve(jar.getFileName());
    }

    /** From JDK 25 on it holds more than classes (JEP 514 and 515). */
    private Path archive() {
        return folder.resolve(hasAotCache() ? "start.aot" : "start.jsa");
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
    }

    private Path sibling(String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }
}
