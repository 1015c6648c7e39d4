package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpersTest {

    @TempDir
    Path folder;

    @Test
    void findsDifferentFreePorts() {
        assertThat(FreePorts.some(20)).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
    }

    @Test
    void givesNoPortTwice() {
        assertThat(Stream.generate(FreePorts::one).limit(500)).doesNotHaveDuplicates();
    }

    @Test
    void givesNoPortThatAnotherJvmHas() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .start();
        try {
            List<String> theirs = List.of(other.inputReader().readLine().split(" "));

            assertThat(theirs).hasSize(Other.MANY);
            assertThat(FreePorts.some(1_000)).extracting(String::valueOf).doesNotContainAnyElementsOf(theirs);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes many ports and keeps them until it is killed. */
    static final class Other {

        static final int MANY = 5_000;

        public static void main(String[] none) throws IOException {
            System.out.println(
                    FreePorts.some(MANY).stream().map(String::valueOf).collect(Collectors.joining(" ")));
            System.in.read();
        }
    }

    @Test
    void recognisesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void makesPasswordsThatDifferAndNeedNoEscaping() {
        assertThat(Stream.generate(Passwords::random).limit(100))
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void storesAPasswordThatOnlyItsOwnerCanRead() throws IOException {
        Path home = PrivateFiles.folder(folder.resolve("home"));

        String password = PrivateFiles.password(home.resolve("password"));

        assertThat(PrivateFiles.password(home.resolve("password"))).isEqualTo(password);
        assertThat(Files.getPosixFilePermissions(home)).hasSize(3);
        assertThat(Files.getPosixFilePermissions(home.resolve("password"))).hasSize(2);
    }

    @Test
    void endsTheProcessesOfAHomeAndNoOthers() throws Exception {
        Process ours = sleeping(ProcessTag.of(folder));
        Process other = sleeping(ProcessTag.of(folder.resolve("other")));
        try {
            Processes.end(Processes.marked(ProcessTag.of(folder)), Duration.ofSeconds(5));

            assertThat(ours.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void leavesAProcessOfAnotherUserAlone() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start a process of another user");
        Process foreign = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--",
                        "sh",
                        "-c",
                        "echo; read nothing",
                        ProcessTag.of(folder).word())
                .start();
        try {
            foreign.inputReader().readLine();

            assertThat(Processes.marked(ProcessTag.of(folder))).isEmpty();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void killsAProcessThatIgnoresTheSignal() throws Exception {
        Process deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done").start();
        deaf.inputReader().readLine();

        Processes.end(Processes.tree(deaf.toHandle()), Duration.ofMillis(200));

        assertThat(deaf.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    private static Process sleeping(ProcessTag marker) throws IOException {
        return new ProcessBuilder("sh", "-c", "read nothing", marker.word()).start();
    }
}
