package io.orderflow.email;

import static io.orderflow.email.Messages.newRecipient;
import static io.orderflow.email.RealInfrastructure.MAIL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.Mail;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class MailRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "s3cret-token-42";

    private final RestTestClient anyone;
    private final RestTestClient operator;
    private final DeadLetters deadLetters;
    private final JdbcClient jdbc;

    MailRequestTest(RestTestClient client, DeadLetters deadLetters, JdbcClient jdbc) {
        this.anyone = client;
        this.operator = client.mutate()
                .defaultHeaders(it -> it.setBasicAuth("operator", IntegrationTest.OPS_PASSWORD))
                .build();
        this.deadLetters = deadLetters;
        this.jdbc = jdbc;
    }

    @AfterEach
    void heal() {
        MAIL_SERVER.acceptAll();
    }

    @Test
    void sendsAPasswordResetThroughTheQueue(CapturedOutput output) {
        String recipient = newRecipient();

        String id = request(recipient);

        Mail mail = await().atMost(PATIENCE)
                .until(() -> mailsTo(recipient), it -> it.size() == 1)
                .get(0);
        assertThat(mail.text()).contains("token=" + TOKEN);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from sent_email where correlation_id = ?::uuid and type = ?")
                                .params(id, "password_reset")
                                .query(Integer.class)
                                .single()
                        == 1);
        assertThat(output).doesNotContain(TOKEN, recipient);
    }

    @Test
    void hidesTheTokenOfARefusedMailAndSendsItWhenRedriven(CapturedOutput output) {
        String recipient = newRecipient();
        MAIL_SERVER.reject(recipient::equals, 550, "5.1.1 no such user");

        String id = request(recipient);

        DeadLetterFilter mine = new DeadLetterFilter("email", null, null, id, null, null);
        List<DeadLetter> dead =
                await().atMost(PATIENCE).until(() -> deadLetters.find(mine, null, 10), it -> it.size() == 1);
        String shown = operator.get()
                .uri("/ops/dead-letters/" + dead.get(0).id())
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        assertThat(shown)
                .contains("\"resetToken\":\"***\"", "email.password-reset")
                .doesNotContain(TOKEN);
        assertThat(output).contains("becomes a dead letter").doesNotContain(TOKEN);

        MAIL_SERVER.acceptAll();
        operator.post()
                .uri("/ops/dead-letters/" + dead.get(0).id() + "/redrive")
                .exchange()
                .expectStatus()
                .isOk();
        Mail mail = await().atMost(PATIENCE)
                .until(() -> mailsTo(recipient), it -> it.size() == 1)
                .get(0);
        assertThat(mail.text()).contains("token=" + TOKEN);
    }

    @Test
    void acceptsRequestsOnlyFromOperators() {
        anyone.post()
                .uri("/emails")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(newRecipient()))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type       | \"birthday\"",
                "type       | null",
                "recipient  | \"nobody\"",
                "recipient  | \"a@b.example, c@d.example\"",
                "recipient  | \"a@b.example\\r\\nBcc: c@d.example\"",
                "recipient  | null",
                "recipient  | \"x:victim@b.example,attacker@b.example;\"",
                "recipient  | \"<@b.example:a@b.example>\"",
                "recipient  | \"a@b.example (a comment)\"",
                "recipient  | \"Ada <a@b.example>\"",
                "recipient  | \"\\\"a b\\\"@b.example\"",
                "recipient  | \"a@[127.0.0.1]\"",
                "resetToken | \"short\"",
                "resetToken | \"with space in it\"",
                "resetToken | {\"s3cret-token-42\": 1}",
                "resetToken | 12345678",
                "resetToken | true",
                "priority   | \"s3cret-token-42\""
            })
    void namesTheInvalidFieldWithoutQuotingItsValue(String field, String value) {
        Map<String, String> fields = new java.util.LinkedHashMap<>(Map.of(
                "type", "\"password_reset\"", "recipient", "\"a@b.example\"", "resetToken", "\"s3cret-token-42\""));
        fields.put(field, value);
        StringBuilder json = new StringBuilder("{");
        fields.forEach(
                (name, it) -> json.append(json.length() > 1 ? "," : "").append("\"%s\": %s".formatted(name, it)));

        String problem = operator.post()
                .uri("/emails")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.append("}").toString())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .returnResult(String.class)
                .getResponseBody();

        assertThat(problem).contains("\"field\":\"" + field).doesNotContain("s3cret", "b.example", "short", "birthday");
    }

    private String request(String recipient) {
        return (String) operator.post()
                .uri("/emails")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(recipient))
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(Map.class)
                .getResponseBody()
                .get("id");
    }

    private static Map<String, String> body(String recipient) {
        return Map.of("type", "password_reset", "recipient", recipient, "resetToken", TOKEN);
    }

    private static List<Mail> mailsTo(String recipient) {
        return MAIL_SERVER.mails().stream()
                .filter(it -> it.to().equals(List.of(recipient)))
                .toList();
    }
}
