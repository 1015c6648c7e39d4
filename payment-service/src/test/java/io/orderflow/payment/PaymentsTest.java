package io.orderflow.payment;

import static io.orderflow.payment.TestPayments.PATIENCE;
import static io.orderflow.payment.TestPayments.order;
import static io.orderflow.payment.TestPayments.sameOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.deadletter.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@PaymentServiceTest
class PaymentsTest {

    @Autowired
    private TestPayments payments;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @BeforeEach
    void begin() {
        payments.begin();
    }

    @Test
    void chargesAnOrderAndPublishesTheResult() {
        OrderPlaced order = payments.publish(order("pm_card_visa"));

        PaymentCompleted completed =
                (PaymentCompleted) payments.awaitResults(order, 1).get(0);
        assertThat(completed.chargeId()).isEqualTo(chargeOf(order));
        assertThat(completed.request()).isEqualTo(order.id());
        assertThat(payments.statusOf(order)).isEqualTo("COMPLETED");
    }

    @Test
    void chargesOnceIfTheMessageIsDeliveredManyTimes() {
        OrderPlaced order = order("pm_card_visa");
        IntStream.range(0, 5).forEach(i -> payments.publish(order));
        payments.settle();

        assertThat(attemptsFor(order)).isOne();
        assertThat(payments.awaitResults(order, 1)).hasSize(1);
    }

    @Test
    void chargesOnceForSeveralMessagesAboutOneOrder() {
        OrderPlaced first = order("pm_card_visa");
        OrderPlaced second = sameOrder(first);
        Stream.of(first, second, first, second).forEach(payments::publish);
        payments.settle();

        assertThat(attemptsFor(first)).isOne();
        assertThat(payments.awaitResults(first, 1)).hasSize(1);
    }

    @Test
    void doesNotChargeAgainAfterACrashBetweenChargeAndCommit() {
        OrderPlaced order = order("pm_card_visa");
        // Simulates such a crash: the gateway has the charge, but the service's transaction was rolled back.
        jdbc.sql("""
                insert into gateway.charge (id, reference, idempotency_key, amount, currency, charged_at)
                values ('ch_before', :key, :key, 10, 'EUR', now())""").param("key", "order-" + order.correlationId()).update();

        payments.publish(order);

        assertThat(((PaymentCompleted) payments.awaitResults(order, 1).get(0)).chargeId())
                .isEqualTo("ch_before");
    }

    @Test
    void publishesADeclinedCardWithoutARetry() {
        OrderPlaced order = payments.publish(order("pm_card_declined"));

        PaymentFailed failed = (PaymentFailed) payments.awaitResults(order, 1).get(0);
        assertThat(failed.reason()).isEqualTo("the card was declined");
        assertThat(failed.request()).isEqualTo(order.id());
        assertThat(payments.statusOf(order)).isEqualTo("FAILED");
        assertThat(attemptsFor(order)).isOne();
        assertThat(payments.dead()).isEmpty();
    }

    @Test
    void givesUpAfterThreeAttemptsWithoutAnAnswer() {
        OrderPlaced order = payments.publish(order("pm_gateway_timeout"));

        assertThat(payments.awaitResults(order, 1).get(0)).isInstanceOf(PaymentFailed.class);
        assertThat(attemptsFor(order)).isEqualTo(3);
        assertThat(payments.statusOf(order)).isEqualTo("FAILED");
        assertThat(await().atMost(PATIENCE).until(payments::dead, it -> !it.isEmpty()))
                .extracting(DeadLetter::attempts, DeadLetter::reason)
                .containsExactly(tuple(3, "exhausted"));
    }

    @Test
    void succeedsIfTheGatewayAnswersTheThirdAttempt() {
        OrderPlaced order = payments.publish(order("pm_flaky"));

        assertThat(payments.awaitResults(order, 1).get(0)).isInstanceOf(PaymentCompleted.class);
        assertThat(attemptsFor(order)).isEqualTo(3);
        assertThat(payments.dead()).isEmpty();
    }

    @Test
    void chargesARedrivenDeadLetter() {
        OrderPlaced order = payments.publish(order("pm_gateway_timeout"));
        payments.awaitResults(order, 1);
        // The gateway has recovered: the same message, now with a token that succeeds.
        OrderPlaced again = new OrderPlaced(
                1,
                order.id(),
                order.time(),
                order.correlationId(),
                order.customerEmail(),
                "pm_card_visa",
                order.priority(),
                order.total(),
                order.currency(),
                order.items());

        payments.publish(again);

        assertThat(payments.awaitResults(order, 2).get(1)).isInstanceOf(PaymentCompleted.class);
        assertThat(payments.statusOf(order)).isEqualTo("COMPLETED");
    }

    @Test
    void startsAtMostTenChargesInAnySecond() {
        List<OrderPlaced> orders = IntStream.range(0, 60)
                .mapToObj(i -> payments.publish(order("pm_card_visa")))
                .toList();
        List<String> keys =
                orders.stream().map(it -> "order-" + it.correlationId()).toList();
        await().atMost(PATIENCE).until(() -> startsOf(keys).size() == 60);

        List<Instant> starts = startsOf(keys);
        for (int i = 10; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - 10), starts.get(i)))
                    .as("from charge %d to %d", i - 10, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void chargesAVipOrderBeforeEarlierRegularOrders() {
        List<OrderPlaced> regular = IntStream.range(0, 40)
                .mapToObj(i -> payments.publish(order("pm_card_visa")))
                .toList();
        List<String> regularKeys =
                regular.stream().map(it -> "order-" + it.correlationId()).toList();
        await().atMost(PATIENCE).until(() -> startsOf(regularKeys).size() >= 5);

        OrderPlaced vip = order("pm_card_visa", Priority.VIP);
        int before = startsOf(regularKeys).size();
        payments.publish(vip);
        await().atMost(PATIENCE).until(() -> attemptsFor(vip) == 1);

        Instant vipStart = startsOf(List.of("order-" + vip.correlationId())).get(0);
        long overtakenBy = startsOf(regularKeys).stream()
                        .filter(it -> it.isBefore(vipStart))
                        .count()
                - before;
        // Allows charges that were being prepared, or that started while the VIP message was in transit. The replica
        // holds up to 20 more.
        assertThat(overtakenBy).isLessThan(10);
        await().atMost(PATIENCE).until(() -> startsOf(regularKeys).size() == 40);
    }

    private int attemptsFor(OrderPlaced order) {
        return jdbc.sql("select count(*) from gateway.attempt where idempotency_key = ?")
                .param("order-" + order.correlationId())
                .query(Integer.class)
                .single();
    }

    private List<Instant> startsOf(List<String> keys) {
        return jdbc.sql("select started_at from gateway.attempt where idempotency_key in (:keys) order by started_at")
                .param("keys", keys)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
    }

    private String chargeOf(OrderPlaced order) {
        return jdbc.sql("select id from gateway.charge where idempotency_key = ?")
                .param("order-" + order.correlationId())
                .query(String.class)
                .single();
    }
}
