package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.BackingServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {

    @TempDir
    Path root;

    @Test
    void unpacksNothingToAFolderThatOthersCouldWriteTo() throws IOException {
        Path shared = Files.createDirectory(root.resolve("quick-start"));
        openToAll(shared);

        assertRefused(quickStart(shared)::unpackOnce, shared);
    }

    @Test
    void runsNothingFromAFolderThatOthersCouldWriteTo() throws IOException {
        Path shared = root.resolve("quick-start");
        QuickStart quickStart = quickStart(shared);
        quickStart.makeArchive(List.of(), List.of());
        assertThat(quickStart.hasTriedArchive()).isTrue();

        openToAll(shared);

        assertRefused(quickStart::hasTriedArchive, shared);
    }

    private QuickStart quickStart(Path folder) throws IOException {
        return new QuickStart(Files.createFile(root.resolve("service.jar")), List.of(), folder);
    }

    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void assertRefused(ThrowingCallable call, Path folder) {
        assertThatThrownBy(call).isInstanceOf(BackingServiceException.class).hasMessageContaining(folder.toString());
    }
}
