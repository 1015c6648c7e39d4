package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@PaymentServiceTest
class PaymentsTest {

    private static final String RESULTS = "payment-results";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private DeadLetters deadLetters;

    private final List<Message> results = new ArrayList<>();

    @BeforeEach
    void listen() {
        admin.declareQueue(new Queue(RESULTS));
        admin.declareBinding(new Binding(RESULTS, Binding.DestinationType.QUEUE, "order.results", "#", Map.of()));
        admin.purgeQueue(RESULTS);
        jdbc.sql("delete from messaging.dead_letter").update();
    }

    @Test
    void chargesAnOrderAndPublishesTheResult() {
        OrderPlaced order = publish(order("pm_card_visa"));

        PaymentCompleted completed = (PaymentCompleted) awaitResults(order, 1).get(0);
        assertThat(completed.chargeId()).isEqualTo(chargeOf(order));
        assertThat(completed.request()).isEqualTo(order.id());
        assertThat(statusOf(order)).isEqualTo("COMPLETED");
    }

    @Test
    void chargesOnceIfTheMessageIsDeliveredManyTimes() {
        OrderPlaced order = order("pm_card_visa");
        IntStream.range(0, 5).forEach(i -> publish(order));
        settle();

        assertThat(attemptsFor(order)).isOne();
        assertThat(awaitResults(order, 1)).hasSize(1);
    }

    @Test
    void chargesOnceForSeveralMessagesAboutOneOrder() {
        OrderPlaced first = order("pm_card_visa");
        OrderPlaced second = sameOrder(first);
        Stream.of(first, second, first, second).forEach(this::publish);
        settle();

        assertThat(attemptsFor(first)).isOne();
        assertThat(awaitResults(first, 1)).hasSize(1);
    }

    @Test
    void doesNotChargeAgainAfterACrashBetweenChargeAndCommit() {
        OrderPlaced order = order("pm_card_visa");
        // Simulates such a crash: the gateway has the charge, but the service's transaction was rolled back.
        jdbc.sql("""
                insert into gateway.charge (id, reference, idempotency_key, amount, currency, charged_at)
                values ('ch_before', :key, :key, 10, 'EUR', now())""").param("key", "order-" + order.correlationId()).update();

        publish(order);

        assertThat(((PaymentCompleted) awaitResults(order, 1).get(0)).chargeId())
                .isEqualTo("ch_before");
    }

    @Test
    void publishesADeclinedCardWithoutARetry() {
        OrderPlaced order = publish(order("pm_card_declined"));

        PaymentFailed failed = (PaymentFailed) awaitResults(order, 1).get(0);
        assertThat(failed.reason()).isEqualTo("the card was declined");
        assertThat(failed.request()).isEqualTo(order.id());
        assertThat(statusOf(order)).isEqualTo("FAILED");
        assertThat(attemptsFor(order)).isOne();
        assertThat(dead()).isEmpty();
    }

    @Test
    void givesUpAfterThreeAttemptsWithoutAnAnswer() {
        OrderPlaced order = publish(order("pm_gateway_timeout"));

        assertThat(awaitResults(order, 1).get(0)).isInstanceOf(PaymentFailed.class);
        assertThat(attemptsFor(order)).isEqualTo(3);
        assertThat(statusOf(order)).isEqualTo("FAILED");
        assertThat(await().atMost(PATIENCE).until(this::dead, it -> !it.isEmpty()))
                .extracting(DeadLetter::attempts, DeadLetter::reason)
                .containsExactly(tuple(3, "exhausted"));
    }

    @Test
    void succeedsIfTheGatewayAnswersTheThirdAttempt() {
        OrderPlaced order = publish(order("pm_flaky"));

        assertThat(awaitResults(order, 1).get(0)).isInstanceOf(PaymentCompleted.class);
        assertThat(attemptsFor(order)).isEqualTo(3);
        assertThat(dead()).isEmpty();
    }

    @Test
    void chargesARedrivenDeadLetter() {
        OrderPlaced order = publish(order("pm_gateway_timeout"));
        awaitResults(order, 1);
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

        publish(again);

        assertThat(awaitResults(order, 2).get(1)).isInstanceOf(PaymentCompleted.class);
        assertThat(statusOf(order)).isEqualTo("COMPLETED");
    }

    @Test
    void startsAtMostTenChargesInAnySecond() {
        List<OrderPlaced> orders = IntStream.range(0, 60)
                .mapToObj(i -> publish(order("pm_card_visa")))
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
                .mapToObj(i -> publish(order("pm_card_visa")))
                .toList();
        List<String> regularKeys =
                regular.stream().map(it -> "order-" + it.correlationId()).toList();
        await().atMost(PATIENCE).until(() -> startsOf(regularKeys).size() >= 5);

        OrderPlaced vip = order("pm_card_visa", Priority.VIP);
        int before = startsOf(regularKeys).size();
        publish(vip);
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

    private static OrderPlaced order(String token) {
        return order(token, Priority.REGULAR);
    }

    private static OrderPlaced order(String token, Priority priority) {
        return OrderPlaced.of(
                UUID.randomUUID(),
                "ada@example.org",
                token,
                priority,
                new BigDecimal("59.70"),
                "EUR",
                List.of(),
                Instant.EPOCH);
    }

    private static OrderPlaced sameOrder(OrderPlaced order) {
        return OrderPlaced.of(
                order.correlationId(),
                order.customerEmail(),
                order.paymentMethod(),
                order.priority(),
                order.total(),
                order.currency(),
                order.items(),
                order.time());
    }

    private OrderPlaced publish(OrderPlaced order) {
        rabbit.send(
                "orders",
                "order.placed." + order.priority().lane(),
                new org.springframework.amqp.core.Message(codec.write(order)));
        return order;
    }

    /** Waits until all earlier messages are handled: a later order is completed, and the queue is empty. */
    private void settle() {
        OrderPlaced last = publish(order("pm_card_visa"));
        await().atMost(PATIENCE).until(() -> "COMPLETED".equals(statusOf(last)));
        await().atMost(PATIENCE)
                .until(() -> admin.getQueueInfo("payment.regular").getMessageCount() == 0);
    }

    private List<Message> awaitResults(OrderPlaced order, int count) {
        List<Message> mine = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            org.springframework.amqp.core.Message next;
            while ((next = rabbit.receive(RESULTS)) != null) {
                results.add(codec.read(next.getBody()));
            }
            mine.clear();
            results.stream()
                    .filter(it -> it.correlationId().equals(order.correlationId()))
                    .forEach(mine::add);
            return mine.size() >= count;
        });
        return mine;
    }

    private List<DeadLetter> dead() {
        return deadLetters.find(DeadLetterFilter.of("payment"), null, 10);
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

    private String statusOf(OrderPlaced order) {
        return jdbc.sql("select status from payment where order_id = ?")
                .param(order.correlationId())
                .query(String.class)
                .optional()
                .orElse("none");
    }
}
