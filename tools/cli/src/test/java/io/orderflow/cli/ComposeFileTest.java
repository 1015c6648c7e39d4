package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeFileTest {

    @Test
    void limitsTheLogOfEachContainer() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml().load(Files.readString(Project.find().root().resolve("docker-compose.yml")));

        assertThat(file.get("services")).hasSizeGreaterThan(9).allSatisfy((name, service) -> {
            assertThat(service).containsKey("logging");
            assertThat(service.get("logging").toString()).contains("max-size=20m", "max-file=2");
        });
    }
}
