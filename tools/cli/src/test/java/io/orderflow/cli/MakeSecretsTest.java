package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Commands;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script of the container {@code secrets} in another folder. Each folder in it is a volume of one container. */
@EnabledOnOs(OS.LINUX)
class MakeSecretsTest {

    private static final Pattern HASH = Pattern.compile("\\{SHA-256}(\\{[0-9a-f]{32}})([0-9a-f]{64})");

    @TempDir
    private Path secrets;

    @BeforeEach
    void makeSecrets() throws IOException {
        Path deploy = Project.find().root().resolve("deploy");
        String script = Files.readString(deploy.resolve("docker/make-secrets.sh"))
                .replace("cd /secrets", "cd " + secrets)
                .replace(" /deploy/", " " + deploy + "/");
        Commands.Result result = Commands.run(secrets, List.of("sh", "-c", script));
        assertThat(result.isSuccess()).as(result.output()).isTrue();
    }

    @Test
    void givesTheOperatorsPasswordToNoContainer() throws IOException {
        String password = content("operator/ops.password");

        assertThat(password).matches("[0-9a-f]{48}");
        try (Stream<Path> files = Files.walk(secrets)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(20)
                    .filteredOn(it -> content(it).contains(password))
                    .containsExactly(secrets.resolve("operator/ops.password"));
        }
    }

    @Test
    void givesTheMonitorsPasswordOnlyToPrometheusAndOrderService() throws IOException {
        String password = content("prometheus/monitor.password");

        try (Stream<Path> files = Files.walk(secrets)) {
            assertThat(files.filter(Files::isRegularFile))
                    .filteredOn(it -> content(it).contains(password))
                    .containsExactlyInAnyOrder(
                            secrets.resolve("prometheus/monitor.password"),
                            secrets.resolve("order-service/orderflow.live.password"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "email-service", "more-consumers"})
    void givesEachServiceTheHashes(String service) throws Exception {
        assertHash(content(service + "/orderflow.ops.password"), content("operator/ops.password"));
        assertHash(content(service + "/orderflow.ops.monitor-password"), content("prometheus/monitor.password"));
    }

    @Test
    void keepsThePasswordsAtTheNextStart() throws Exception {
        String operator = content("operator/ops.password");
        String database = content("order-service/spring.datasource.password");

        makeSecrets();

        assertThat(content("operator/ops.password")).isEqualTo(operator);
        assertThat(content("order-service/spring.datasource.password")).isEqualTo(database);
        assertHash(content("email-service/orderflow.ops.password"), operator);
    }

    /** All services and Prometheus knew it. */
    @Test
    void replacesThePasswordOfAnOlderRelease() throws Exception {
        Files.delete(secrets.resolve("operator/ops.password"));
        Files.writeString(secrets.resolve("order-service/orderflow.ops.password"), "old-password");
        Files.writeString(secrets.resolve("prometheus/ops.password"), "old-password");

        makeSecrets();

        assertThat(content("operator/ops.password")).isNotEqualTo("old-password");
        assertHash(content("order-service/orderflow.ops.password"), content("operator/ops.password"));
        assertThat(secrets.resolve("prometheus/ops.password")).doesNotExist();
    }

    private static void assertHash(String hash, String password) throws Exception {
        Matcher parts = HASH.matcher(hash);
        assertThat(parts.matches()).as(hash).isTrue();
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest((password + parts.group(1)).getBytes(StandardCharsets.UTF_8));
        assertThat(parts.group(2)).isEqualTo(HexFormat.of().formatHex(digest));
    }

    private String content(String file) {
        return content(secrets.resolve(file));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
