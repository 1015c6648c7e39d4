package io.orderflow.more;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.consumer.MessagingProperties;
import io.orderflow.more.sms.RecordingSmsGateway;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;

@MoreConsumersTest
class FanOutTest {

    private static final List<String> CONSUMERS = List.of("inventory", "sms", "analytics");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Post post;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private RecordingSmsGateway phones;

    @Autowired
    private DeadLetters deadLetters;

    @Test
    void deliversAnOrderToAllThreeConsumers() {
        OrderPlaced order = post.order(Orders.orderOf(Orders.item("book-42", 2)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(CONSUMERS)
                        .allSatisfy(it ->
                                assertThat(post.handled(it, List.of(order))).isOne()));
        assertThat(phones.keysFor(order.customerEmail())).hasSize(1);
    }

    @Test
    void oneConsumersFailureDoesNotAffectTheOthers() {
        OrderPlaced order = post.order(Orders.orderOf(Orders.item("nobody-has-it", 1)));

        await().atMost(PATIENCE)
                .until(() -> post.handled("sms", List.of(order)) == 1
                        && post.handled("analytics", List.of(order)) == 1
                        && deadLetters.of("inventory", order).size() == 1);
        assertThat(post.handled("inventory", List.of(order))).isZero();
    }

    @Test
    void eachConsumerHasItsOwnLimit(@Autowired MessagingProperties settings) {
        assertThat(settings.consumers().get("inventory").limitPerSecond()).isEqualTo(50);
        assertThat(settings.consumers().get("sms").limitPerSecond()).isEqualTo(20);
        assertThat(settings.consumers().get("analytics").limitPerSecond()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "sms", "analytics"})
    void eachConsumerHasItsOwnQueues(String consumer) {
        assertThat(List.of(".vip", ".regular", ".bulk", ".retry.2s", ".retry.4s", ".dlq"))
                .allSatisfy(it ->
                        assertThat(admin.getQueueInfo(consumer + it)).as(it).isNotNull());
    }
}
