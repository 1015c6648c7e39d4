package io.orderflow.backing;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files and folders that only the current user can read, because some contain passwords. */
public final class PrivateFiles {

    private static final String OWNER_ONLY = "rwx------";
    private static final Object ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0002;

    /** In a folder with this bit, such as /tmp, only the owner of a file may rename or delete it. */
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    /**
     * Creates the folder if it is missing, and always restricts it to the current user.
     *
     * @throws BackingServiceException if another user owns the folder or could write to it, and so may have put files there
     */
    public static Path folder(Path folder) {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, permissions(folder, OWNER_ONLY));
            } else if (isPosix(folder)) {
                demandOwn(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
            }
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be created or used", e);
        }
    }

    /**
     * Like {@link #folder}, for programs that are run from it. No folder above it may belong to another user, who could replace it
     * between a check and a run.
     */
    static Path programFolder(Path folder) {
        Path programs = folder(folder);
        try {
            if (isPosix(programs)) {
                demandOutOfReach(programs);
            }
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException("The folders above " + folder + " can't be checked", e);
        }
    }

    private static void demandOwn(Path folder) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
        // Compares with a new file, because some file systems of containers report another owner than the process has.
        Path probe = Files.createTempFile(folder, ".owner", null);
        try {
            if (!Files.getOwner(probe).equals(found.owner())) {
                throw new BackingServiceException("The folder " + folder + " belongs to the user " + found.owner()
                        + ", who may have put files there. Delete it, or choose another one");
            }
        } finally {
            Files.delete(probe);
        }
        // On many systems each user has a group of the same name without other members.
        boolean groupIsOwner = found.group().getName().equals(found.owner().getName());
        Set<PosixFilePermission> permissions = found.permissions();
        if (permissions.contains(OTHERS_WRITE) || (permissions.contains(GROUP_WRITE) && !groupIsOwner)) {
            throw new BackingServiceException(
                    "Other users can write to the folder " + folder + " and may have put files there. Delete it");
        }
    }

    private static void demandOutOfReach(Path folder) throws IOException {
        Object self = Files.getAttribute(folder, "unix:uid");
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            Object owner = Files.getAttribute(above, "unix:uid");
            int mode = (int) Files.getAttribute(above, "unix:mode");
            boolean isShared = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
            if (isShared || !(owner.equals(self) || owner.equals(ROOT))) {
                throw new BackingServiceException(
                        "Another user can replace the folder " + folder + ", through " + above);
            }
        }
    }

    /** Writes the file atomically: a reader never sees a part of it. */
    public static void write(Path file, String content) {
        try {
            Path written = Files.createTempFile(
                    file.toAbsolutePath().getParent(), ".new", null, permissions(file, "rw-------"));
            Files.writeString(written, content);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " can't be written", e);
        }
    }

    /** The content of the file without surrounding white space; empty if the file does not exist. */
    public static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " can't be read", e);
        }
    }

    /** The password in the file. The first call generates a random password and stores it. */
    public static String password(Path file) {
        return read(file).orElseGet(() -> {
            String password = Passwords.random();
            write(file, password + "\n");
            return password;
        });
    }

    /** Deletes a folder and its content. Does nothing if the folder does not exist. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " can't be deleted", e);
        }
    }

    /** Creates a folder with a random name in the system's temporary folder. */
    public static Path temporaryFolder(String prefix) {
        try {
            return Files.createTempDirectory(prefix).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
