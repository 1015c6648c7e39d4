package io.orderflow.backing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of PostgreSQL's unpacked programs. It is in the user's cache, so that only the first run unpacks them, and private,
 * because whoever can write to it decides what runs.
 */
final class PostgresPrograms {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);

    /** The library's default is the folder {@code embedded-pg} in the system's temporary folder, where every user may create it. */
    private static final String SETTING = "ot.epg.working-dir";

    /** The library creates this file when all programs of a version are unpacked. */
    private static final String COMPLETE = ".exists";

    private static final String LOCK = ".lock";

    /** Below the private folder, because the library lets everybody write to the folder that it is given. */
    private static final String UNPACKED = "unpacked";

    private PostgresPrograms() {}

    private static final class Holder {
        static final Path FOLDER = choose();
    }

    /** The folder. Until the JVM ends, it stays the same and is not deleted. */
    static Path folder() {
        return Holder.FOLDER;
    }

    /** Returns a builder that uses the programs in this folder. */
    static EmbeddedPostgres.Builder builder() {
        // A builder reads the setting when it is created, and cleans up in that folder.
        System.setProperty(SETTING, folder().resolve(UNPACKED).toString());
        return EmbeddedPostgres.builder();
    }

    /** Starts a server and unpacks its programs if they are missing. One process at a time does so. */
    static synchronized EmbeddedPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Closing the channel releases the lock.
            channel.lock();
            deleteIncomplete(Files.createDirectories(folder().resolve(UNPACKED)));
            return builder.start();
        }
    }

    /** The library would neither complete nor replace the programs of a process that was killed while it unpacked them. */
    static void deleteIncomplete(Path folder) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(COMPLETE))) {
                    PrivateFiles.delete(version);
                }
            }
        }
    }

    private static Path choose() {
        try {
            return PrivateFiles.programFolder(UserCache.path("postgres"));
        } catch (UncheckedIOException | BackingServiceException e) {
            LOG.warn("PostgreSQL's programs are unpacked for this run only: {}", e.getMessage());
            Path temporary = PrivateFiles.temporaryFolder("orderflow-postgres");
            ShutdownHooks.close(() -> PrivateFiles.delete(temporary));
            return temporary;
        }
    }
}
