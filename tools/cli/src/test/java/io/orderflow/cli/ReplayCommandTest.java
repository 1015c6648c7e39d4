package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.launcher.FakeService;
import io.orderflow.launcher.FakeService.Answer;
import io.orderflow.launcher.OpsApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {

    @Test
    void returnsTheLastLineAsVerdict() throws IOException {
        JsonNode verdict = verdict(Answer.ok("""
                {"replayed":2000}
                {"replayed":4000}
                {"orders":4321,"different":[],"differences":0}
                """));

        assertThat(verdict.path("orders").asInt()).isEqualTo(4321);
    }

    @Test
    void failsIfTheAnswerHasNoVerdict() {
        assertThatThrownBy(() -> verdict(Answer.ok("{\"replayed\":2000}\n"))).hasMessageContaining("without a verdict");
    }

    @Test
    void reportsWhyAReplayIsRefused() {
        assertThatThrownBy(() -> verdict(Answer.problem(409, "a replay is running already")))
                .hasMessage("order-service: a replay is running already");
    }

    private static JsonNode verdict(Answer answer) throws IOException {
        try (FakeService service = new FakeService(path -> answer)) {
            return ReplayCommand.verdict(new OpsApi("order-service", service.url(), "secret"));
        }
    }
}
