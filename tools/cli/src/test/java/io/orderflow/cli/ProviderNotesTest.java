package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.FakeService;
import io.orderflow.launcher.FakeService.Answer;
import io.orderflow.launcher.OpsApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderNotesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:00:35Z");

    @Test
    void describesAnUnavailableProvider() throws IOException {
        assertThat(notes("""
                "postponed": 0, "provider": {"provider": "mail-server", "awaySince": "2026-01-31T08:00:00Z",
                  "reason": "no connection to the mail server", "throttledUntil": null, "away": true}"""))
                .containsExactly("mail-server away 35 s, 50 messages wait: no connection to the mail server");
    }

    @Test
    void showsHowLongAProviderWantsNoMessages() throws IOException {
        assertThat(notes("""
                "postponed": 0, "provider": {"provider": "payment-gateway", "awaySince": null, "reason": null,
                  "throttledUntil": "2026-01-31T08:03:35Z"}""")).containsExactly("payment-gateway wants no message for 3 min, 50 messages wait");
    }

    @Test
    void countsThePostponedMessages() throws IOException {
        assertThat(notes("""
                "postponed": 1, "provider": {"provider": "mail-server", "awaySince": null, "reason": null,
                  "throttledUntil": null}""")).containsExactly("1 message postponed, because mail-server wants them later");
    }

    @Test
    void isEmptyWhileTheProviderWorks() throws IOException {
        assertThat(notes("""
                "postponed": 0, "provider": {"provider": "mail-server", "awaySince": null, "reason": null,
                  "throttledUntil": null}""")).isEmpty();
        assertThat(notes("\"postponed\": 0, \"provider\": null")).isEmpty();
    }

    @Test
    void isEmptyForAnOlderServiceWithoutProviders() throws IOException {
        assertThat(notes("\"retriedPerSecond\": 0.0")).isEmpty();
    }

    @Test
    void removesControlCharactersFromTheReason() throws IOException {
        assertThat(notes("""
                "provider": {"provider": "mail-server", "awaySince": "2026-01-31T08:00:00Z",
                  "reason": "421 a\\u001b[2Jb"}""")).containsExactly("mail-server away 35 s, 50 messages wait: 421 a [2Jb");
    }

    private static List<String> notes(String fields) throws IOException {
        String queues = """
                [{"consumer": "email", "paused": false, "limitPerSecond": 5, "configuredLimitPerSecond": 5, "replicas": 1,
                  "working": 0, "ready": {"email.vip": 1, "email.regular": 49}, "inFlight": 0, "waitingForRetry": {},
                  "dead": 0, "handledPerSecond": 0.0, "oldestAt": null, "next": [], %s}]""".formatted(fields);
        try (FakeService service = new FakeService(path -> Answer.ok(queues))) {
            Operations operations = new Operations(
                    List.of(new OpsApi("email-service", service.url(), "secret")), new PrintWriter(new StringWriter()));
            return new Consumers(operations)
                    .reports(0).stream()
                            .flatMap(it -> ProviderNotes.of(it, NOW).stream())
                            .toList();
        }
    }
}
