package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.FreePorts;
import io.orderflow.launcher.FakeService.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OpsApiTest {

    @Test
    void sendsTheOperatorsLogin() throws IOException {
        try (FakeService service = new FakeService(path -> Answer.ok("{\"redriven\": 3}"))) {
            assertThat(api(service)
                            .post("/ops/dead-letters/redrive?all=true")
                            .path("redriven")
                            .asInt())
                    .isEqualTo(3);
            // operator:secret
            assertThat(service.asked)
                    .containsExactly("POST /ops/dead-letters/redrive?all=true Basic b3BlcmF0b3I6c2VjcmV0");
        }
    }

    @Test
    void acceptsAnAnswerWithoutBody() throws IOException {
        try (FakeService service = new FakeService(path -> new Answer(204, ""))) {
            api(service).post("/ops/consumers/email/pause");
            api(service).put("/ops/limits/email", Map.of("perSecond", 50));
            api(service).delete("/ops/limits/email");
            assertThat(service.asked).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | limit must be 1 to 500   | email-service: limit must be 1 to 500
            401 | Password is wrong.       | email-service: Password is wrong. It was started with another password
            404 | There is no consumer x.  | email-service: There is no consumer x.
            409 | It works without a limit | email-service: It works without a limit
            429 | Try again in a minute.   | email-service: Try again in a minute.
            500 | It broke.                | email-service: It broke. Its log says why: ./demo logs email-service
            503 | The broker is away.      | email-service: The broker is away. See ./demo status""")
    void reportsTheServicesErrorAndWhatToDo(int status, String detail, String message) throws IOException {
        try (FakeService service = new FakeService(path -> Answer.problem(status, detail))) {
            assertThatThrownBy(() -> api(service).get("/ops/queues", JsonNode.class))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageStartingWith(message);
        }
    }

    @Test
    void explainsThatAServiceWithoutTheApiIsTooOld() throws IOException {
        try (FakeService service = new FakeService(path -> new Answer(404, "<html>no such page</html>"))) {
            assertThatThrownBy(() -> api(service).get("/ops/queues", JsonNode.class))
                    .hasMessage("email-service does not know this request; it may be older than this command. "
                            + "To start the latest build: ./demo down && ./demo up");
        }
    }

    @Test
    void explainsHowToStartAServiceThatIsDown() {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.one());

        assertThatThrownBy(() -> new OpsApi("email-service", nobody, "secret").get("/ops/queues", JsonNode.class))
                .isInstanceOf(LauncherException.class)
                .hasMessage("email-service does not answer at " + nobody
                        + ". See ./demo status; start it by: ./demo start email-service");
    }

    @Test
    void returnsEmptyFor404() throws IOException {
        try (FakeService service = new FakeService(path -> Answer.problem(404, "gone"))) {
            assertThat(api(service).find("/ops/dead-letters/1", JsonNode.class)).isEmpty();
        }
    }

    private static OpsApi api(FakeService service) {
        return new OpsApi("email-service", service.url(), "secret");
    }
}
