package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Only for native processes. */
@DisabledIf("io.orderflow.backing.DockerEngine#isUsable")
class PostgresProgramsTest {

    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path folder;

    @Test
    void runsProgramsThatNoOtherUserCanReplace() throws IOException {
        Path home = folder.resolve("database");
        String temporary = System.setProperty(TEMPORARY, folder.toString());
        try (Database database = Database.start(home, 0)) {
            assertThat(database.admin()).isNotNull();
            Path programs = PostgresPrograms.folder();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(programs)))
                    .isEqualTo("rwx------");
            assertThat(Processes.marked(ProcessTag.of(home)))
                    .isNotEmpty()
                    .allSatisfy(process -> assertThat(
                                    Path.of(process.info().command().orElseThrow()))
                            .startsWith(programs));
        } finally {
            System.setProperty(TEMPORARY, temporary);
        }
        // The library would unpack to this name and clean up in it.
        assertThat(folder.resolve("embedded-pg")).doesNotExist();
    }

    @Test
    void deletesProgramsThatWereUnpackedOnlyInPart() throws IOException {
        Path complete = Files.createDirectories(folder.resolve("PG-1"));
        Files.createFile(complete.resolve(".exists"));
        Path incomplete = Files.createDirectories(folder.resolve("PG-2").resolve("bin"));

        PostgresPrograms.deleteIncomplete(folder);

        assertThat(complete).exists();
        assertThat(incomplete.getParent()).doesNotExist();
    }
}
