package io.orderflow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.PaymentRequested;
import io.orderflow.messages.Priority;
import io.orderflow.messaging.MessageCodec;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterFilter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.payment.gateway.Charge;
import io.orderflow.payment.gateway.PaymentGateway;
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

/** After a failed payment, an order may be paid in another way. It is charged once in total. */
@Tag("slow")
@PaymentServiceTest
class PayingAgainTest {

    private static final String RESULTS = "payment-again-results";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private PaymentGateway gateway;

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
    void chargesAnotherCardAfterTheFirstWasDeclined() {
        OrderPlaced order = publish(order("pm_card_declined"));
        assertThat(((PaymentFailed) awaitResults(order, 1).get(0)).request()).isEqualTo(order.id());

        PaymentRequested again = publish(again(order, "pm_card_visa"));

        PaymentCompleted completed = (PaymentCompleted) awaitResults(order, 2).get(1);
        assertThat(completed.request()).isEqualTo(again.id());
        assertThat(chargesFor(order)).containsExactly(completed.chargeId());
        assertThat(keysTriedFor(order))
                .containsExactly("order-" + order.correlationId(), "order-" + order.correlationId() + "-" + again.id());
    }

    @Test
    void namesTheFailedRequestIfTheSecondCardIsDeclinedToo() {
        OrderPlaced order = publish(order("pm_card_declined"));
        awaitResults(order, 1);

        PaymentRequested again = publish(again(order, "pm_card_declined"));

        assertThat(((PaymentFailed) awaitResults(order, 2).get(1)).request()).isEqualTo(again.id());
        assertThat(chargesFor(order)).isEmpty();
    }

    @Test
    void doesNotChargeAgainIfOnlyTheFirstAnswerWasLost() {
        OrderPlaced order = publish(order("pm_answer_lost"));
        assertThat(awaitResults(order, 1).get(0)).isInstanceOf(PaymentFailed.class);
        List<String> charged = chargesFor(order);
        assertThat(charged).hasSize(1);

        publish(again(order, "pm_card_visa"));

        assertThat(((PaymentCompleted) awaitResults(order, 2).get(1)).chargeId())
                .isEqualTo(charged.get(0));
        assertThat(chargesFor(order)).isEqualTo(charged);
    }

    @Test
    void completesAChargedOrderEvenIfTheSecondCardWouldBeDeclined() {
        OrderPlaced order = publish(order("pm_answer_lost"));
        awaitResults(order, 1);

        publish(again(order, "pm_card_declined"));

        assertThat(awaitResults(order, 2).get(1)).isInstanceOf(PaymentCompleted.class);
    }

    @Test
    void ignoresARedrivenDeadLetterOfAPaidOrder() {
        OrderPlaced order = publish(order("pm_gateway_timeout"));
        awaitResults(order, 1);
        DeadLetter dead =
                await().atMost(PATIENCE).until(this::dead, it -> it.size() == 1).get(0);
        publish(again(order, "pm_card_visa"));
        awaitResults(order, 2);
        List<String> tried = keysTriedFor(order);

        deadLetters.redrive(dead.id(), "ada");
        await().atMost(PATIENCE).until(() -> count("messaging.outbox") == 0);
        settle();

        assertThat(keysTriedFor(order)).isEqualTo(tried);
        assertThat(awaitResults(order, 2)).hasSize(2);
        assertThat(dead()).isEmpty();
        assertThat(chargesFor(order)).hasSize(1);
    }

    @Test
    void chargesOnceWhenRequestsRetriesAndDuplicatesRace() {
        List<OrderPlaced> orders = IntStream.range(0, 12)
                .mapToObj(i -> order(i % 2 == 0 ? "pm_answer_lost" : "pm_flaky"))
                .toList();
        for (OrderPlaced order : orders) {
            PaymentRequested second = again(order, "pm_card_visa");
            PaymentRequested third = again(order, "pm_answer_lost");
            Stream.of(order, second, third, order, second, sameOrder(order), third)
                    .parallel()
                    .forEach(this::publish);
        }
        for (OrderPlaced order : orders) {
            await().atMost(PATIENCE).until(() -> statusOf(order).equals("COMPLETED"));
        }
        settle();

        assertThat(orders).allSatisfy(order -> {
            assertThat(chargesFor(order)).hasSize(1);
            assertThat(awaitResults(order, 1))
                    .filteredOn(PaymentCompleted.class::isInstance)
                    .hasSize(1);
        });
    }

    @Test
    void gatewayChargesOnceForManySimultaneousKeys() {
        String reference = "order-" + UUID.randomUUID();

        List<String> charges = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> gateway.charge(
                        new Charge(reference, reference + "-" + i, BigDecimal.TEN, "EUR", "pm_card_visa"), () -> {}))
                .toList();

        assertThat(charges).hasSize(16).containsOnly(charges.get(0));
    }

    private static OrderPlaced order(String token) {
        return OrderPlaced.of(
                UUID.randomUUID(),
                "ada@example.org",
                token,
                Priority.REGULAR,
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

    private static PaymentRequested again(OrderPlaced order, String token) {
        return PaymentRequested.of(
                order.correlationId(), token, order.priority(), order.total(), order.currency(), Instant.EPOCH);
    }

    private <M extends Message> M publish(M message) {
        rabbit.send(
                "orders", message.type() + ".regular", new org.springframework.amqp.core.Message(codec.write(message)));
        return message;
    }

    /** Waits until all earlier messages are handled: a later order is completed, and all queues are empty. */
    private void settle() {
        OrderPlaced last = publish(order("pm_card_visa"));
        await().atMost(PATIENCE).until(() -> statusOf(last).equals("COMPLETED"));
        await().atMost(PATIENCE)
                .until(() -> Stream.of("payment.regular", "payment.retry.2s", "payment.retry.4s")
                        .allMatch(it -> admin.getQueueInfo(it).getMessageCount() == 0));
        OrderPlaced behind = publish(order("pm_card_visa"));
        await().atMost(PATIENCE).until(() -> statusOf(behind).equals("COMPLETED"));
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

    private List<String> chargesFor(OrderPlaced order) {
        return jdbc.sql("select id from gateway.charge where reference = ?")
                .param("order-" + order.correlationId())
                .query(String.class)
                .list();
    }

    private List<String> keysTriedFor(OrderPlaced order) {
        return jdbc.sql("select idempotency_key from gateway.attempt where reference = ? order by id")
                .param("order-" + order.correlationId())
                .query(String.class)
                .list();
    }

    private String statusOf(OrderPlaced order) {
        return jdbc.sql("select status from payment where order_id = ?")
                .param(order.correlationId())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private List<DeadLetter> dead() {
        return deadLetters.find(DeadLetterFilter.of("payment"), null, 10);
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
