package io.orderflow.messaging.alert;

import static io.orderflow.messaging.ScriptedMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.ScriptedMessages;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@MessagingTest
@ExtendWith(OutputCaptureExtension.class)
class AlertingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private ScriptedMessages messages;

    @Autowired
    private Alerts alerts;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void clear() {
        jdbc.sql("delete from messaging.dead_letter").update();
        jdbc.sql("delete from messaging.alert").update();
    }

    @Test
    void aDeadLetterRaisesAnAlertThatIsLogged(CapturedOutput output) {
        jdbc.sql("delete from messaging.dead_letter").update();
        jdbc.sql("delete from messaging.alert").update();

        messages.publish("refuse");
        messages.publish("refuse");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts.on())
                        .extracting(Alert::name, Alert::subject)
                        .contains(tuple("DeadLettersGrowing", "demo")));
        await().atMost(PATIENCE).until(() -> output.getAll().contains("DeadLettersGrowing demo: "));
        assertThat(alerts.on()).extracting(Alert::name).doesNotContain("ForgedMessages");
    }

    @Test
    void aForgedMessageRaisesAnAlert() {
        messages.publish("email.password-reset.regular", message("ok"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts.on())
                        .extracting(Alert::name, Alert::subject)
                        .contains(tuple("ForgedMessages", "demo"), tuple("DeadLettersGrowing", "demo")));
    }
}
