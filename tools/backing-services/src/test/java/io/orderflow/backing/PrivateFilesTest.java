package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    private static final int NOBODY = 65_534;

    @TempDir
    Path folder;

    @Test
    void restrictsAFolderThatOthersCouldOnlyRead() throws IOException {
        Path open = permitting("rwxr-xr-x");

        PrivateFiles.folder(open);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatOthersCouldWriteTo() throws IOException {
        Path shared = permitting("rwxrwxrwx");

        assertThatThrownBy(() -> PrivateFiles.folder(shared))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining(shared.toString());
    }

    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        Path planted = permitting("rwx------");
        giveAway(planted);

        assertThatThrownBy(() -> PrivateFiles.folder(planted))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("belongs to");
    }

    @Test
    void refusesProgramsBelowAFolderThatOthersCouldWriteTo() throws IOException {
        Path shared = permitting("rwxrwxrwx");

        assertThatThrownBy(() -> PrivateFiles.programFolder(shared.resolve("programs")))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("through " + shared);
    }

    @Test
    void refusesProgramsBelowAFolderOfAnotherUser() throws IOException {
        Path planted = permitting("rwxr-xr-x");
        giveAway(planted);

        assertThatThrownBy(() -> PrivateFiles.programFolder(planted.resolve("programs")))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("through " + planted);
    }

    @Test
    void acceptsProgramsInATemporaryFolder() {
        Path programs = PrivateFiles.temporaryFolder("orderflow-test");
        try {
            assertThat(PrivateFiles.programFolder(programs)).isEqualTo(programs);
        } finally {
            PrivateFiles.delete(programs);
        }
    }

    private Path permitting(String permissions) throws IOException {
        Path made = Files.createDirectory(folder.toRealPath().resolve("made"));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
    }

    private static void giveAway(Path path) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a folder away");
        Files.setAttribute(path, "unix:uid", NOBODY);
    }
}
