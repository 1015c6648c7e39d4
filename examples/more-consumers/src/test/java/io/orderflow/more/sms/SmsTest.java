package io.orderflow.more.sms;

import static io.orderflow.more.Orders.item;
import static io.orderflow.more.Orders.orderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.more.DeadLetters;
import io.orderflow.more.MoreConsumersTest;
import io.orderflow.more.Post;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("slow")
@MoreConsumersTest
@ExtendWith(OutputCaptureExtension.class)
class SmsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Post post;

    @Autowired
    private RecordingSmsGateway phones;

    @Autowired
    private DeadLetters deadLetters;

    @Test
    void sendsOneSmsIfTheMessageIsDeliveredTwice() {
        OrderPlaced order = orderOf(item("book-42", 1));
        post.order(order);
        post.order(order);
        OrderPlaced last = post.order(orderOf(item("book-42", 1)));

        await().atMost(PATIENCE).until(() -> post.handled("sms", List.of(order, last)) == 2);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> phones.keysFor(order.customerEmail()).size() == 1);
        assertThat(phones.textsFor(order.customerEmail()))
                .containsExactly("We have your order " + order.correlationId());
    }

    @Test
    void retriesWithTheSameKeyWhenTheGatewayFails(CapturedOutput log) {
        OrderPlaced order = orderOf(item("book-42", 1));
        phones.failFor(order.customerEmail(), 2);

        post.order(order);

        await().atMost(PATIENCE).until(() -> post.handled("sms", List.of(order)) == 1);
        assertThat(phones.keysFor(order.customerEmail()))
                .hasSize(3)
                .containsOnly("order-placed-" + order.correlationId());
        assertThat(deadLetters.of("sms", order)).isEmpty();
        assertThat(log).contains("to sms.retry.2s", "to sms.retry.4s").doesNotContain(order.customerEmail());
    }

    @Test
    void deadLettersAMessageThatTheGatewayNeverAccepts() {
        OrderPlaced order = orderOf(item("book-42", 1));
        phones.failFor(order.customerEmail(), 3);

        post.order(order);

        await().atMost(PATIENCE).until(() -> deadLetters.of("sms", order).size() == 1);
        assertThat(deadLetters.of("sms", order).get(0).reason()).isEqualTo("exhausted");
        assertThat(phones.keysFor(order.customerEmail())).hasSize(3);
    }

    @Test
    void consoleGatewayLogsTheTextButNotTheCustomer(CapturedOutput log) {
        new ConsoleSmsGateway().send(new Sms("key", "ada@example.org", "We have your order 1"));

        assertThat(log).contains("SMS to a***: We have your order 1").doesNotContain("ada@", "example.org");
    }

    @Test
    void hidesTheCustomerInToString() {
        assertThat(new Sms("key", "ada@example.org", "secret")).hasToString("Sms[key]");
    }
}
