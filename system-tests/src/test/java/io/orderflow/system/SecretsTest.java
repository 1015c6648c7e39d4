package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.Processes;
import io.orderflow.launcher.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** No password appears where an unauthorised reader could find it. */
class SecretsTest {

    private static Path home;
    private static List<String> passwords;

    @BeforeAll
    static void know() throws IOException {
        home = TestSystem.get().home();
        Shop.place(UUID.randomUUID() + "@example.org", "pm_card_visa");
        passwords = files(home)
                .filter(it -> it.toString().endsWith(".password"))
                .map(SecretsTest::content)
                .toList();
        // Four services at the broker, two roles in each of four databases, two administrators, the operator, the
        // monitor.
        assertThat(passwords).hasSizeGreaterThanOrEqualTo(16).doesNotHaveDuplicates();
    }

    @Test
    void appearInNoLog() throws IOException {
        List<Path> logs =
                files(home).filter(it -> it.toString().endsWith(".log")).toList();

        assertThat(logs).hasSizeGreaterThanOrEqualTo(8);
        assertThat(logs)
                .allSatisfy(log ->
                        assertThat(passwords).noneMatch(it -> content(log).contains(it)));
    }

    @Test
    void appearOnNoCommandLine() {
        List<String> commandLines = Processes.marked(ProcessTag.of(home)).stream()
                .map(it -> it.info().commandLine().orElse(""))
                .toList();

        assertThat(commandLines).hasSizeGreaterThanOrEqualTo(TestSystem.SERVICES.size());
        assertThat(commandLines)
                .allSatisfy(line -> assertThat(line).isNotEmpty())
                .allSatisfy(line -> assertThat(passwords).noneMatch(line::contains));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noServiceHasTheOperatorsPassword() {
        String operators = TestSystem.get().opsPassword();
        List<ServiceProcess> services = TestSystem.SERVICES.stream()
                .flatMap(service -> TestSystem.get().replicas(service).stream())
                .toList();

        assertThat(services)
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(service -> assertThat(environment(service))
                        .contains("ORDERFLOW_OPS_PASSWORD={SHA-256}")
                        .doesNotContain(operators));
    }

    private static String environment(ServiceProcess service) {
        return content(Path.of("/proc", Long.toString(service.pid()), "environ"));
    }

    private static Stream<Path> files(Path folder) throws IOException {
        return Files.walk(folder).filter(Files::isRegularFile);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
