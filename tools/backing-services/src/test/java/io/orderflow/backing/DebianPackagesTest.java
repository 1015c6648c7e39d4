package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Real apt-get and dpkg-deb, on a repository in a folder. */
@EnabledIf("io.orderflow.backing.Apt#isPresent")
class DebianPackagesTest {

    private static final String PROGRAM = "usr/bin/program";
    private static final Consumer<Path> NOTHING = files -> {};
    private static final String LOCK = ".lock";

    @TempDir
    Path folder;

    Path cache;
    DebianRepository repository;

    @BeforeEach
    void setUp() throws IOException {
        folder = folder.toRealPath();
        cache = folder.resolve("cache/packages");
        repository = new DebianRepository(folder);
    }

    @Test
    void unpacksAProgramAndAllThatTheMachineLacks() throws Exception {
        program("1", "Depends: library, installed, needless");
        repository.add("library", "1:2.3", List.of(), Map.of("usr/lib/x86_64-linux-gnu/library.so", "library"));
        repository.add("installed", "1", List.of(), Map.of("usr/share/installed", ""));
        repository.isInstalled("installed");

        Path unpacked = packages().unpack(NOTHING);

        assertThat(unpacked.resolve(PROGRAM)).hasContent("version 1");
        assertThat(unpacked.resolve("usr/lib/x86_64-linux-gnu/library.so")).hasContent("library");
        assertThat(unpacked.resolve("usr/share/installed")).doesNotExist();
        assertThat(packages().unpacked()).contains(unpacked);
    }

    @Test
    void runsNoScriptOfAPackage() throws Exception {
        Path ran = folder.resolve("ran");
        repository.add(
                "program",
                "1",
                List.of(),
                Map.of(
                        "DEBIAN/preinst",
                        "#!/bin/sh\ntouch " + ran,
                        "DEBIAN/postinst",
                        "#!/bin/sh\ntouch " + ran,
                        PROGRAM,
                        ""));

        assertThat(packages().unpack(NOTHING).resolve(PROGRAM)).exists();

        assertThat(ran).doesNotExist();
    }

    @Test
    void keepsOtherUsersOut() throws Exception {
        program("1");

        Path unpacked = packages().unpack(NOTHING);

        assertThat(List.of(cache, unpacked))
                .extracting(it -> PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                .containsOnly("rwx------");
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> packages().unpacked())
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining(unpacked.toString());
    }

    @Test
    void downloadsOnce() throws Exception {
        program("1");
        Path unpacked = packages().unpack(NOTHING);
        repository.clear();

        assertThat(packages().unpack(NOTHING)).isEqualTo(unpacked);
    }

    @Test
    void waitsForAnotherProcessThatDownloads() throws Exception {
        program("1");
        String name = packages().unpack(NOTHING).getFileName().toString();
        PrivateFiles.delete(cache.resolve(name));
        repository.clear();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        cache.toString(),
                        name)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            // Without the lock this would fail at once, because the program can't be downloaded any more.
            CompletableFuture<Path> found =
                    CompletableFuture.supplyAsync(() -> packages().unpack(NOTHING));
            assertThat(Poll.until(Duration.ofSeconds(2), found::isDone)).isFalse();
            other.getOutputStream().close();

            assertThat(found.join()).isEqualTo(cache.resolve(name));
        } finally {
            other.destroyForcibly();
        }
    }

    /** Another process that unpacks the program as soon as its input ends. */
    static final class Other {
        public static void main(String[] cacheAndName) throws IOException {
            Path cache = Path.of(cacheAndName[0]);
            try (FileChannel channel = FileChannel.open(cache.resolve(LOCK), StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.println("locked");
                System.in.read();
                Files.createDirectory(cache.resolve(cacheAndName[1]));
            }
        }
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws Exception {
        program("1");
        Files.createDirectories(cache.resolve("unfinished-1/files/usr/bin"));

        Path unpacked = packages().unpack(NOTHING);

        assertThat(cache).isDirectoryNotContaining("glob:**/unfinished*");
        assertThat(unpacked.resolve(PROGRAM)).exists();
    }

    @Test
    void leavesNothingOfAFailure() throws Exception {
        program("1");

        assertThatThrownBy(() -> packages().unpack(files -> {
                    throw new BackingServiceException("prepared badly");
                }))
                .hasMessage("prepared badly");

        assertThat(packages().unpacked()).isEmpty();
        assertThat(cache).isDirectoryNotContaining("glob:**/unfinished*");
    }

    @Test
    void fetchesNewListsIfThoseOfTheMachineAreOutOfDate() throws Exception {
        Path old = program("1");
        repository.updateLists();
        Files.delete(old);
        repository.clear();
        program("2");
        Path lists = folder.resolve("lists");
        String listsBefore = contentOf(lists);

        assertThat(packages().unpack(NOTHING).resolve(PROGRAM)).hasContent("version 2");

        assertThat(contentOf(lists)).isEqualTo(listsBefore).isNotEmpty();
    }

    @Test
    void refusesAPackageThatIsNotTheListedOne() throws Exception {
        Path deb = program("1");
        byte[] bytes = Files.readAllBytes(deb);
        bytes[bytes.length - 1] ^= 1;
        Files.write(deb, bytes);

        assertThatThrownBy(() -> packages().unpack(NOTHING))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("apt-get failed");
        assertThat(packages().unpacked()).isEmpty();
    }

    @Test
    void saysWhatToDoIfThePackageIsUnknown() {
        assertThatThrownBy(() -> packages().unpack(NOTHING))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("Unable to locate package program")
                .hasMessageContaining("check the network")
                .hasMessageContaining("Do without it, on Debian by: sudo apt-get install program");
    }

    @Test
    void saysWhatToDoIfThereIsNoSpace() throws Exception {
        program("1", "Installed-Size: 1000000000000");

        assertThatThrownBy(() -> packages().unpack(NOTHING))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("Free some space")
                .hasMessageContaining(cache.toString());
    }

    @Test
    void saysWhatToDoIfTheInstalledProgramIsDamaged() throws Exception {
        program("1");
        repository.isInstalled("program");

        assertThatThrownBy(() -> packages().unpack(NOTHING))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageEndingWith("sudo apt-get install --reinstall program");
    }

    @Test
    void refusesANewerCLibrary() throws Exception {
        program("1", "Depends: libc6 (>= 99)");
        repository.add("libc6", "99", List.of(), Map.of());

        assertThatThrownBy(() -> packages().unpack(NOTHING))
                .isInstanceOf(BackingServiceException.class)
                .hasMessageContaining("sudo apt-get upgrade");
    }

    @Test
    void findsUnpackedLibraries() throws IOException {
        Path libraries = folder.resolve("usr/lib/x86_64-linux-gnu");
        Path parts = libraries.resolve("parts");
        for (Path path : List.of(
                folder.resolve("lib/x86_64-linux-gnu/libfirst.so.1"),
                libraries.resolve("libsecond.so"),
                parts.resolve("libpart-1.so"),
                libraries.resolve("plugins/plugin.so"),
                folder.resolve("usr/lib/program/libown.so"))) {
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }

        assertThat(DebianPackages.environment(folder).get("LD_LIBRARY_PATH").split(":"))
                .startsWith(folder.resolve("lib/x86_64-linux-gnu").toString(), libraries.toString(), parts.toString())
                .doesNotContain(
                        libraries.resolve("plugins").toString(),
                        folder.resolve("usr/lib/program").toString());
    }

    private static String contentOf(Path lists) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }

    private Path program(String version, String... fields) throws Exception {
        return repository.add("program", version, List.of(fields), Map.of(PROGRAM, "version " + version));
    }

    private DebianPackages packages() {
        return new DebianPackages(
                "The program", "Do without it", List.of("program"), List.of("needless"), cache, repository.machine());
    }
}
