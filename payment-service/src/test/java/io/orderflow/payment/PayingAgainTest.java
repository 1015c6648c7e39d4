package io.orderflow.payment;

import static io.orderflow.payment.TestPayments.PATIENCE;
import static io.orderflow.payment.TestPayments.again;
import static io.orderflow.payment.TestPayments.order;
import static io.orderflow.payment.TestPayments.sameOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.OrderPlaced;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messages.PaymentFailed;
import io.orderflow.messages.PaymentRequested;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.payment.gateway.Charge;
import io.orderflow.payment.gateway.PaymentGateway;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After a failed payment, an order may be paid in another way. It is charged once in total. */
@Tag("slow")
@PaymentServiceTest
class PayingAgainTest {

    @Autowired
    private TestPayments payments;

    @Autowired
    private PaymentGateway gateway;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private DeadLetters deadLetters;

    @BeforeEach
    void begin() {
        payments.begin();
    }

    @Test
    void chargesAnotherCardAfterTheFirstWasDeclined() {
        OrderPlaced order = payments.publish(order("pm_card_declined"));
        assertThat(((PaymentFailed) payments.awaitResults(order, 1).get(0)).request())
                .isEqualTo(order.id());

        PaymentRequested again = payments.publish(again(order, "pm_card_visa"));

        PaymentCompleted completed =
                (PaymentCompleted) payments.awaitResults(order, 2).get(1);
        assertThat(completed.request()).isEqualTo(again.id());
        assertThat(chargesFor(order)).containsExactly(completed.chargeId());
        assertThat(keysTriedFor(order))
                .containsExactly("order-" + order.correlationId(), "order-" + order.correlationId() + "-" + again.id());
    }

    @Test
    void namesTheFailedRequestIfTheSecondCardIsDeclinedToo() {
        OrderPlaced order = payments.publish(order("pm_card_declined"));
        payments.awaitResults(order, 1);

        PaymentRequested again = payments.publish(again(order, "pm_card_declined"));

        assertThat(((PaymentFailed) payments.awaitResults(order, 2).get(1)).request())
                .isEqualTo(again.id());
        assertThat(chargesFor(order)).isEmpty();
    }

    @Test
    void completesAnOrderIfOnlyTheAnswerWasLost() {
        OrderPlaced order = payments.publish(order("pm_answer_lost"));

        PaymentCompleted completed =
                (PaymentCompleted) payments.awaitResults(order, 1).get(0);
        assertThat(chargesFor(order)).containsExactly(completed.chargeId());
        assertThat(keysTriedFor(order)).hasSize(1);
        assertThat(payments.dead()).isEmpty();
    }

    @Test
    void completesAChargedOrderEvenIfTheSecondCardWouldBeDeclined() {
        OrderPlaced order = order("pm_card_declined");
        String charged = chargeBehindItsBack(order);

        payments.publish(order);

        assertThat(((PaymentCompleted) payments.awaitResults(order, 1).get(0)).chargeId())
                .isEqualTo(charged);
        assertThat(chargesFor(order)).containsExactly(charged);
    }

    /** As if the service had crashed after the charge. */
    private String chargeBehindItsBack(OrderPlaced order) {
        String reference = "order-" + order.correlationId();
        return gateway.charge(
                new Charge(reference, reference + "-before", order.total(), order.currency(), "pm_card_visa"),
                () -> {});
    }

    @Test
    void ignoresARedrivenDeadLetterOfAPaidOrder() {
        OrderPlaced order = payments.publish(order("pm_gateway_timeout"));
        payments.awaitResults(order, 1);
        DeadLetter dead = await().atMost(PATIENCE)
                .until(payments::dead, it -> it.size() == 1)
                .get(0);
        payments.publish(again(order, "pm_card_visa"));
        payments.awaitResults(order, 2);
        List<String> tried = keysTriedFor(order);

        deadLetters.redrive(dead.id(), "ada");
        await().atMost(PATIENCE).until(() -> count("messaging.outbox") == 0);
        payments.settle();

        assertThat(keysTriedFor(order)).isEqualTo(tried);
        assertThat(payments.awaitResults(order, 2)).hasSize(2);
        assertThat(payments.dead()).isEmpty();
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
                    .forEach(payments::publish);
        }
        for (OrderPlaced order : orders) {
            payments.awaitCompleted(order);
        }
        payments.settle();

        assertThat(orders).allSatisfy(order -> {
            assertThat(chargesFor(order)).hasSize(1);
            assertThat(payments.awaitResults(order, 1))
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

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
