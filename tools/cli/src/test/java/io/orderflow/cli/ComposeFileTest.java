package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.Broker;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeFileTest {

    private static final Path ROOT = Project.find().root();

    @Test
    void givesTheBrokerTheSameLimitsAsWithoutDocker() throws IOException {
        assertThat(Files.readAllLines(Project.find().root().resolve("deploy/docker/rabbitmq.conf")))
                .containsAll(Broker.LIMITS.lines().toList());
    }

    @Test
    void limitsTheLogOfEachContainer() throws IOException {
        assertThat(services()).hasSizeGreaterThan(9).allSatisfy((name, service) -> {
            assertThat(service).containsKey("logging");
            assertThat(service.get("logging").toString()).contains("max-size=20m", "max-file=2");
        });
    }

    @Test
    void mountsOnlyFoldersThatExist() throws IOException {
        assertThat(services().values().stream().flatMap(ComposeFileTest::mounts))
                .filteredOn(it -> it.startsWith("./"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(ROOT.resolve(it.split(":")[0])).exists());
    }

    @Test
    void mountsTheOperatorsPasswordIntoNoContainerThatStays() throws IOException {
        Map<String, Map<String, Object>> services = services();
        assertThat(mounts(services.remove("secrets"))).contains("operator-secrets:/secrets/operator");

        assertThat(services.values().stream().flatMap(ComposeFileTest::mounts))
                .noneMatch(it -> it.contains("operator-secrets"));
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return file.get("services");
    }

    private static Stream<String> mounts(Map<String, Object> service) {
        return ((List<?>) service.getOrDefault("volumes", List.of())).stream().map(Object::toString);
    }
}
