package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.FreePorts;
import io.orderflow.launcher.FakeService;
import io.orderflow.launcher.FakeService.Answer;
import io.orderflow.launcher.OpsApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches two services that answer and one that is down. */
class DeadLetterSearchTest {

    private static final String FIRST = "aaaa1111-0000-0000-0000-000000000001";
    private static final String SECOND = "aaaa2222-0000-0000-0000-000000000002";
    private static final String THIRD = "bbbb3333-0000-0000-0000-000000000003";

    private final StringWriter err = new StringWriter();
    private FakeService payments;
    private FakeService emails;
    private Operations operations;
    private DeadLetterSearch search;

    @BeforeEach
    void start() throws IOException {
        payments = new FakeService(path -> page("null", letter(SECOND, 2)));
        emails = new FakeService(path ->
                path.contains("after=more") ? page("null", letter(FIRST, 1)) : page("\"more\"", letter(THIRD, 3)));
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.one());
        operations = new Operations(
                List.of(
                        new OpsApi("order-service", nobody, "secret"),
                        new OpsApi("payment-service", payments.url(), "secret"),
                        new OpsApi("email-service", emails.url(), "secret")),
                new PrintWriter(err, true));
        search = new DeadLetterSearch(operations);
    }

    @AfterEach
    void stop() {
        payments.close();
        emails.close();
    }

    @Test
    void mergesAllServicesNewestFirstAndNamesTheOneThatIsDown() {
        DeadLetterSearch.Result all = search.newest("consumer=email", Integer.MAX_VALUE);

        assertThat(ids(all)).containsExactly(THIRD, SECOND, FIRST);
        assertThat(all.complete()).isTrue();
        assertThat(emails.asked.get(0)).contains("consumer=email");
        assertThat(err.toString()).startsWith("order-service does not answer at ");
        assertThat(operations.exitCode()).isOne();
    }

    @Test
    void readsOnlyThePagesItNeedsAndReportsThatThereAreMore() {
        DeadLetterSearch.Result some = search.newest("", 1);

        assertThat(ids(some)).containsExactly(THIRD, SECOND);
        assertThat(some.complete()).isFalse();
    }

    @Test
    void findsADeadLetterByAPrefixOfItsId() {
        DeadLetterSearch.Found found = search.resolve("AAAA1");

        assertThat(found.letter().id()).hasToString(FIRST);
        assertThat(found.service().service()).isEqualTo("email-service");
    }

    @Test
    void failsIfThePrefixIsAmbiguous() {
        assertThatThrownBy(() -> search.resolve("aaaa"))
                .hasMessageStartingWith("aaaa is ambiguous: ")
                .hasMessageContaining(FIRST)
                .hasMessageContaining(SECOND);
    }

    @Test
    void mentionsMissingAnswersIfNothingIsFound() {
        assertThatThrownBy(() -> search.resolve("ffff"))
                .hasMessage("There is no dead letter ffff at the services that answer. See ./demo dead-letters");
    }

    private static List<String> ids(DeadLetterSearch.Result result) {
        return result.newestFirst().stream()
                .map(it -> it.letter().id().toString())
                .toList();
    }

    private static Answer page(String next, String... letters) {
        return Answer.ok(
                Stream.of(letters).collect(Collectors.joining(",", "{\"items\": [", "], \"next\": " + next + "}")));
    }

    private static String letter(String id, int second) {
        return """
                {"id": "%s", "consumer": "email", "diedAt": "2026-01-31T08:30:0%dZ", "reason": "permanent",
                 "error": null, "attempts": 1, "redriven": 0, "queue": null, "messageId": null, "type": null,
                 "correlationId": null}""".formatted(id, second);
    }
}
